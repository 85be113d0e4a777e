using System.Text;
using Pawl.Runs.Artifacts;
using Pawl.Runs.Model;
using Pawl.Web.Api;
using Pawl.Web.Views.Run;

namespace Pawl.Web.Tests.Views.Run;

public sealed class ArtifactPreviewTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pawl-preview-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Of_a_text_the_first_lines_are_shown_however_long_it_is()
    {
        var text = string.Join('\n', Enumerable.Range(1, 100_000).Select(number => $"line {number}"));

        var lines = Assert.IsType<ArtifactPreview.Lines>(Preview("long.log", text));

        Assert.True(lines.IsCut);
        Assert.Equal(ArtifactPreview.MostLines, lines.Count);
        Assert.EndsWith("line 200", lines.Content);
    }

    [Fact]
    public void One_endless_line_is_cut()
    {
        var lines = Assert.IsType<ArtifactPreview.Lines>(Preview("model.yaml", new string('x', 3_000_000)));

        Assert.InRange(lines.Content.Length, 100, 5000);
        Assert.True(lines.IsCut);
    }

    [Fact]
    public void Json_is_laid_out_and_broken_json_is_shown_as_it_is()
    {
        Assert.Contains("\n  \"a\": ", Assert.IsType<ArtifactPreview.Lines>(Preview("a.json", """{"a":[1,2],"é":null}""")).Content);
        Assert.Equal("{\"a\":", Assert.IsType<ArtifactPreview.Lines>(Preview("b.json", "{\"a\":")).Content);
    }

    [Fact]
    public void Of_a_table_the_first_rows_are_shown_with_quotes_understood()
    {
        var csv = "name,note\r\n\"a, \"\"b\"\"\",\"two\nlines\"\r\n" + string.Concat(Enumerable.Repeat("x,y\r\n", 60));

        var table = Assert.IsType<ArtifactPreview.Table>(Preview("t.csv", csv));

        Assert.Equal(["name", "note"], table.Head);
        Assert.Equal(["a, \"b\"", "two\nlines"], table.Rows[0]);
        Assert.Equal(ArtifactPreview.MostRows, table.Rows.Count);
        Assert.True(table.IsCut);
        Assert.Equal(["1", "2"], Assert.IsType<ArtifactPreview.Table>(Preview("t.tsv", "a\tb\n1\t2")).Rows[0]);
    }

    [Theory]
    [InlineData("weights.bin", "a\0b", "no text")]
    [InlineData("fake.txt", "a\0b", "no text")]
    [InlineData("empty.txt", "", "empty")]
    public void What_cannot_be_shown_says_so(string name, string content, string reason) =>
        Assert.Contains(reason, Assert.IsType<ArtifactPreview.None>(Preview(name, content)).Reason);

    private ArtifactPreview Preview(string name, string content)
    {
        var file = new FileInfo(Path.Combine(_folder.FullName, name));
        File.WriteAllBytes(file.FullName, Encoding.UTF8.GetBytes(content));
        return ArtifactPreview.Of(new RunArtifact(new ArtifactRow(name, "file", ArtifactType.MediaTypeOf(name), file.Length, ""), file));
    }
}
