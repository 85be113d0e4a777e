using System.Text;
using Pawl.Runs.Hosting.Protocol;
using Pawl.Runs.Workers;

namespace Pawl.Runs.Tests.Workers;

public sealed class OutputLinesTests
{
    [Theory]
    [InlineData("a\nb\n", "a|b")]
    [InlineData("a\r\nb", "a|b")]
    [InlineData("10%\r20%\r30%\n", "10%|20%|30%")]
    [InlineData("a\n\nb\n", "a||b")]
    [InlineData("same\nsame\n", "same|same")]
    [InlineData("", "")]
    public async Task Line_ends_of_all_systems_and_progress_bars_end_lines(string output, string lines) =>
        Assert.Equal(lines, string.Join('|', await ReadAsync(Encoding.UTF8.GetBytes(output))));

    [Fact]
    public async Task Output_without_line_ends_is_cut_in_pieces_that_hold_all_of_it()
    {
        var text = string.Concat(Enumerable.Repeat("0123456789😀", 30_000));

        var lines = await ReadAsync(Encoding.UTF8.GetBytes(text));

        Assert.All(lines, line => Assert.InRange(line.Length, 1, ProtocolLimits.MaximumTextLength + 1));
        Assert.Equal(text, string.Concat(lines));
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_become_replacement_characters() =>
        Assert.Equal(["a\ufffdb"], await ReadAsync([(byte)'a', 0xFF, (byte)'b']));

    private static async Task<List<string>> ReadAsync(byte[] bytes)
    {
        var lines = new List<string>();
        await OutputLines.ReadAsync(
            new MemoryStream(bytes),
            line =>
            {
                lines.Add(line);
                return ValueTask.CompletedTask;
            },
            CancellationToken.None
        );
        return lines;
    }
}
