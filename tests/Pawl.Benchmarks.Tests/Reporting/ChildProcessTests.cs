using System.Diagnostics;
using Pawl.Benchmarks.Reporting;

namespace Pawl.Benchmarks.Tests.Reporting;

public sealed class ChildProcessTests
{
    private static readonly Dictionary<string, string> NoEnvironment = [];

    [Fact]
    public async Task A_child_that_is_stopped_has_ended()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var start = Stopwatch.StartNew();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ChildProcess.RunAsync("sleep", ["60"], NoEnvironment, source.Token));

        Assert.True(start.Elapsed < TimeSpan.FromSeconds(30), $"It took {start.Elapsed}.");
    }

    [Fact]
    public async Task Both_streams_and_the_exit_code_come_back()
    {
        var variables = new Dictionary<string, string> { ["WORD"] = "said" };

        var outcome = await ChildProcess.RunAsync("sh", ["-c", "echo $WORD; echo first >&2; echo last >&2; exit 3"], variables, default);

        Assert.Equal((3, "said\n", "last"), (outcome.ExitCode, outcome.Output, outcome.LastComplaint));
    }

    [Fact]
    public async Task Without_a_python_there_is_a_reason()
    {
        var (missing, complaint) = await Python.FindAsync("/no/such/python3", default);
        var (useless, failure) = await Python.FindAsync("false", default);

        Assert.Null(missing);
        Assert.Contains("/no/such/python3", complaint);
        Assert.Null(useless);
        Assert.Contains("false", failure);
    }

    [Fact]
    public void Peers_are_told_the_threads_of_every_library()
    {
        var variables = PeerProgram.Environment(new Configuration("PyTorch", 1, 2));

        Assert.Equal(("2", "2"), (variables["OMP_NUM_THREADS"], variables["OPENBLAS_NUM_THREADS"]));
    }
}
