using System.Text;
using Pawl.Runs.Model;
using Pawl.Runs.Workers;
using Pawl.Runs.Workloads;
using Pawl.Web.Tests.Harness;
using Pawl.Web.Tests.Harness.Seeding;

namespace Pawl.Web.Tests.Views.Run;

/// <summary>A run that a worker took and that left files, in a test's own workbench, where the test may change it.</summary>
internal static class LivedRun
{
    /// <summary>Claimed, with a log and artifacts of several kinds, and not ended.</summary>
    public static SeedRun Start(Workbench bench, string name = "lived")
    {
        var id = bench.Queue(name, "true").Id;
        return new SeedRun(bench.Store, new SeedTime(TimeProvider.System.GetUtcNow()), bench.DataRoot, WorkerProcess.Identify(), id)
            .Start()
            .Log(Enumerable.Range(1, 40).Select(number => (RunLogLevel.Output, $"line {number}")), TimeSpan.FromMilliseconds(10))
            .Artifact(
                "plots/loss.svg",
                Bytes("<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'><script>parent.owned=1</script></svg>")
            )
            .Artifact("results.csv", Bytes("name,score\n\"a, b\",1\n<b>bold</b>,2\n"))
            .Artifact("notes.txt", Bytes("<script>document.title='owned'</script>\nsecond line\n"))
            .Artifact("page.html", Bytes("<script>alert(1)</script>"))
            .Artifact("weights/best.pt", Bytes("weights"))
            .Artifact("weights/last.pt", Bytes("other weights"));
    }

    public static SeedRun Succeed(Workbench bench, string name = "lived") =>
        Start(bench, name).End(TimeSpan.Zero, AttemptState.Succeeded, null, """{"score":0.5}""");

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
