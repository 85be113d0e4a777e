using System.Text;
using Pawl.Runs.Workloads.Command;

namespace Pawl.Runs.Tests.Workloads.Command;

public sealed class OutputLinesTests
{
    [Theory]
    [InlineData("a\nb\n", "a", "b")]
    [InlineData("a\r\nb", "a", "b")]
    [InlineData("10%\r20%\r30%\n", "10%", "20%", "30%")]
    [InlineData("\r10%\r\r20%\n", "10%", "20%")]
    [InlineData("a\n\nb\n", "a", "", "b")]
    [InlineData("", new string[0])]
    [InlineData("no end", "no end")]
    [InlineData("\u001b[1;31mred\u001b[0m and \u001b[2Kbare\u0007\ttab\n", "red and bare\ttab")]
    [InlineData("\u001b]0;title\u0007after \u001b]8;;x\u001b\\link\u001b(B\u001b7\n", "after link")]
    [InlineData("broken \u001b[12\n", "broken ")]
    public void Lines_are_what_a_person_would_read(string text, params string[] expected)
    {
        Assert.Equal(expected, Split(Encoding.UTF8.GetBytes(text), chunk: 1000));
        Assert.Equal(expected, Split(Encoding.UTF8.GetBytes(text), chunk: 1));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_replaced_and_split_letters_joined()
    {
        Assert.Equal(["a\ufffdb"], Split([(byte)'a', 0xff, (byte)'b', (byte)'\n'], chunk: 10));
        Assert.Equal(["größe ✓"], Split(Encoding.UTF8.GetBytes("größe ✓"), chunk: 1));
    }

    [Fact]
    public void A_very_long_line_is_cut_with_a_note_and_the_next_is_whole()
    {
        var lines = Split(Encoding.UTF8.GetBytes(new string('x', OutputLines.LongestLine + 5) + "\nnext\n"), chunk: 4096);

        Assert.Equal(new string('x', OutputLines.LongestLine) + "… [line cut: 5 more bytes]", lines[0]);
        Assert.Equal("next", lines[1]);
        Assert.Equal(2, lines.Count);
    }

    private static List<string> Split(byte[] bytes, int chunk)
    {
        var lines = new List<string>();
        var splitter = new OutputLines(lines.Add);
        foreach (var part in bytes.Chunk(chunk))
        {
            splitter.Add(part);
        }

        splitter.Finish();
        return lines;
    }
}
