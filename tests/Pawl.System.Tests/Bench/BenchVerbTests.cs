using System.Diagnostics;
using Pawl.System.Tests.Cli;

namespace Pawl.System.Tests.Bench;

public sealed class BenchVerbTests : IDisposable
{
    private readonly PawlShell _pawl = new();

    public void Dispose() => _pawl.Dispose();

    [Fact]
    public async Task Peak_prints_a_line_of_json_for_each_measurement()
    {
        var lines = (await _pawl.RunAsync("bench", "peak", "--json", "--seconds", "0.2", "--threads", "1")).Exits(0).JsonLines.ToList();

        Assert.Equal(["multiply-add", "memory-read"], lines.Select(line => (string)line["work"]!));
        Assert.All(lines, line => Assert.True((double)line["rate"]! > 0.1 && (double)line["median_ms"]! > 0));
        Assert.All(lines, line => Assert.Equal("pawl", (string)line["name"]!));
    }

    [Fact]
    public async Task Gemm_prints_a_table_on_stdout_and_progress_beside_it()
    {
        var outcome = (await _pawl.RunAsync("bench", "gemm", "--size", "64", "--threads", "1,2", "--seconds", "0.1")).Exits(0);

        Assert.StartsWith("WORK", outcome.Out);
        Assert.Equal(3, outcome.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("gemm-64, 2 threads:", outcome.Error);
    }

    [Fact]
    public async Task A_report_without_python_says_so_and_keeps_what_is_written_by_hand()
    {
        var page = _pawl.Write("page.md", "# Speed\n\nBy hand.\n");

        var outcome = (
            await _pawl.RunAsync(
                "bench report --only gemm-576 --rounds 1 --seconds 0.1 --python /no/such/python --output page.md".Split(' ')
            )
        ).Exits(0);

        var text = File.ReadAllText(page);
        Assert.Contains("No peer will be measured", outcome.Error);
        Assert.StartsWith("# Speed\n\nBy hand.\n", text);
        Assert.Contains("**No peer was measured**", text);
        Assert.Contains("| gemm-576 | 1.5 × OpenBLAS, each with as many threads | — | not measured |", text);
        Assert.Matches(@"\| Pawl \| 1 \| \d", text);
        Assert.Contains("gpt-baby", text);
    }

    [Fact]
    public async Task A_report_of_part_of_the_works_writes_no_page_unasked()
    {
        (await _pawl.RunAsync("bench report --only gemm-576 --rounds 1 --seconds 0.1 --python /no/such/python".Split(' '))).Exits(0);

        Assert.Empty(Directory.EnumerateFiles(_pawl.Folder));
    }

    [Fact]
    public async Task A_report_that_is_stopped_leaves_no_child()
    {
        await using var report = _pawl.Start(
            "bench report --only gpt-baby --rounds 9 --seconds 60 --python /no/such/python --output page.md".Split(' ')
        );
        await report.UntilErrorAsync("No peer will be measured");
        var child = await ChildOfAsync(report.Id);

        await report.SignalAsync("INT");

        (await report.EndAsync()).Exits(130);
        Assert.False(Directory.Exists($"/proc/{child}"), $"Process {child} is still there.");
        Assert.False(File.Exists(Path.Combine(_pawl.Folder, "page.md")));
    }

    [Theory]
    [InlineData("bench", "peak")]
    [InlineData("bench peak --threads 0", "1..1024")]
    [InlineData("bench peak --threads 1,two", "1,two")]
    [InlineData("bench gpt --recipe huge", "huge")]
    [InlineData("bench ops --only nothing", "layer-norm-cpu")]
    [InlineData("bench report --only gemm-575", "gemm-576")]
    public async Task Wrong_command_lines_say_what_was_expected(string arguments, string expected) =>
        Assert.Contains(expected, (await _pawl.RunAsync(arguments.Split(' '))).Exits(2).Error);

    private static async Task<int> ChildOfAsync(int parent)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < PawlShell.Patience)
        {
            // The file lists the children of the first thread; the runtime starts processes from any.
            var children = Directory
                .EnumerateDirectories($"/proc/{parent}/task")
                .Select(task => File.ReadAllText(Path.Combine(task, "children")))
                .SelectMany(text => text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .ToList();
            if (children.Count > 0)
            {
                return int.Parse(children[0]);
            }

            await Task.Delay(20);
        }

        throw new InvalidOperationException($"Expected a child of {parent}, found none.");
    }
}
