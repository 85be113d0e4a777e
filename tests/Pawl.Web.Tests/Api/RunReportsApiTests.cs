using System.IO.Compression;
using Pawl.Runs.Model;
using Pawl.Web.Tests.Harness;
using Pawl.Web.Tests.Views.Run;

namespace Pawl.Web.Tests.Api;

public sealed class RunReportsApiTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bundle_is_a_zip_that_streams()
    {
        await using var bench = await Workbench.StartAsync();
        var run = LivedRun
            .Start(bench)
            .End(TimeSpan.Zero, AttemptState.Failed, new AttemptFailure("exit_code", false, "The program ended with 3."))
            .Id;

        using var answer = await bench.Http.GetAsync($"/api/v1/runs/{run}/bundle", HttpCompletionOption.ResponseHeadersRead, Stop);
        answer.EnsureSuccessStatusCode();
        Assert.Equal("application/zip", answer.Content.Headers.ContentType?.MediaType);
        Assert.Null(answer.Content.Headers.ContentLength);
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(Stop), ZipArchiveMode.Read);
        Assert.Contains(zip.Entries, entry => entry is { FullName: "events.ndjson", Length: > 100 });
        Assert.Contains(zip.Entries, entry => entry is { FullName: "log.ndjson", Length: > 100 });
        Assert.Contains(zip.Entries, entry => entry is { FullName: "manifest.json", Length: > 100 });
        Assert.DoesNotContain(zip.Entries, entry => entry.FullName.Contains(".pt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_summary_holds_the_state_the_failure_and_the_end_of_the_log()
    {
        await using var bench = await Workbench.StartAsync();
        var run = LivedRun
            .Start(bench, "nightly")
            .End(TimeSpan.Zero, AttemptState.Failed, new AttemptFailure("exit_code", false, "The program ended with 3."))
            .Id;

        var summary = await bench.Http.GetStringAsync($"/api/v1/runs/{run}/summary", Stop);

        Assert.Contains("nightly", summary);
        Assert.Contains(run, summary);
        Assert.Contains("failed", summary);
        Assert.Contains("exit_code: The program ended with 3.", summary);
        Assert.Contains("line 40", summary);
        Assert.Contains("line 16\n", summary);
        Assert.DoesNotContain("line 15\n", summary);
    }
}
