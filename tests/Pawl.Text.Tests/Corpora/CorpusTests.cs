using System.Xml;
using Pawl.Text.Corpora;

namespace Pawl.Text.Tests.Corpora;

public sealed class CorpusTests
{
    [Fact]
    public void Folder_gives_all_its_files_in_order_and_leaves_out_hidden_and_binary_ones()
    {
        using var scratch = new ScratchFolder();
        scratch.File("texts/b.txt", "second");
        scratch.File("texts/a/deep.txt", "first");
        scratch.File("texts/.hidden", "no");
        scratch.File("texts/z.bin", "bin\0ary");
        var notes = new List<string>();
        var corpus = new FileCorpus([scratch.Sub("texts")]);

        Assert.Equal("first\nsecond", corpus.Read(corpus.Files(), notes.Add));
        Assert.Contains("z.bin is left out", Assert.Single(notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Pattern_finds_files_at_any_depth()
    {
        using var scratch = new ScratchFolder();
        scratch.File("a/one.md", "1");
        scratch.File("a/b/c/two.md", "2");
        scratch.File("a/b/three.txt", "3");

        Assert.Equal(["b/c/two.md", "one.md"], new FileCorpus([scratch.Sub("a/**/*.md")]).Files().Select(file => file.Name));
        Assert.Equal(["one.md"], new FileCorpus([scratch.Sub("a/*.md")]).Files().Select(file => file.Name));
        Assert.Equal(["b/three.txt"], new FileCorpus([scratch.Sub("a/b/thr?e.*")]).Files().Select(file => "b/" + file.Name));
    }

    [Fact]
    public void Bytes_that_are_no_utf8_are_replaced_and_told()
    {
        using var scratch = new ScratchFolder();
        var path = scratch.Sub("latin1.txt");
        File.WriteAllBytes(path, [(byte)'a', 0xE9, (byte)'b']);
        var notes = new List<string>();
        var corpus = new FileCorpus([path]);

        Assert.Equal("a\ufffdb", corpus.Read(corpus.Files(), notes.Add));
        Assert.Single(notes);
    }

    [Fact]
    public void Missing_paths_are_named()
    {
        var fault = Assert.Throws<CorpusException>(() => new FileCorpus(["/no/such/file.txt"]).Files());

        Assert.Contains("/no/such/file.txt", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Markup_becomes_readable_text()
    {
        const string Member = """
            <member name="M:X">
              <summary>Joins a <see cref="T:System.String" /> &amp; a <see cref="M:System.Text.StringBuilder.Append(System.Char)" />,
                 <paramref name="count" /> times<c>x</c>.<code>no</code> Done.</summary>
              <param name="count">left out</param>
              <returns><see langword="true" /> if <see cref="T:System.Collections.Generic.List`1">the list</see> grew.</returns>
            </member>
            """;
        using var reader = XmlReader.Create(new StringReader(Member));
        reader.ReadToFollowing("member");

        Assert.Equal(
            "Joins a String & a StringBuilder.Append, count timesx. Done.\nReturns: true if the list grew.",
            DocumentationProse.Of(reader)
        );
    }

    [Fact]
    public void Documentation_of_the_sdk_is_megabytes_of_prose()
    {
        var corpus = new DotnetDocsCorpus();
        var files = corpus.Files();

        var text = corpus.Read(files, line => Assert.Fail(line));

        Assert.InRange(text.Length, 2_000_000, 60_000_000);
        Assert.Equal(text, corpus.Read(files, _ => { }));
        Assert.DoesNotContain("<see", text, StringComparison.Ordinal);
        Assert.DoesNotContain("  ", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Absent_reference_packs_are_told_with_every_place_searched()
    {
        using var scratch = new ScratchFolder();

        var fault = Assert.Throws<CorpusException>(() => new DotnetDocsCorpus([scratch.Sub("one"), scratch.Sub("two")]).Files());

        Assert.Contains(scratch.Sub("one"), fault.Message, StringComparison.Ordinal);
        Assert.Contains(scratch.Sub("two"), fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Newest_version_of_a_pack_is_taken()
    {
        using var scratch = new ScratchFolder();
        foreach (var version in new[] { "9.0.9", "10.0.2", "10.0.10" })
        {
            scratch.File($"packs/My.Ref/{version}/ref/net10.0/A.xml", "<doc/>");
        }

        Assert.Contains("10.0.10", Assert.Single(new DotnetDocsCorpus([scratch.Path]).Files()).Path, StringComparison.Ordinal);
    }
}
