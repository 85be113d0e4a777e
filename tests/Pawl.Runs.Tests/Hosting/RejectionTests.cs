using Pawl.Runs.Hosting.Protocol;
using Pawl.Runs.Model;
using Pawl.Runs.Tests.Workers;

namespace Pawl.Runs.Tests.Hosting;

/// <summary>Each row of the rejection table of <c>docs/protocol.md</c>, committed by a real child process.</summary>
[Trait("speed", "slow")]
public sealed class RejectionTests : IDisposable
{
    private readonly WorkerFixture _fixture = new()
    {
        Options = new() { StartLimit = TimeSpan.FromSeconds(3), ExitLimit = TimeSpan.FromSeconds(1) },
    };

    public static TheoryData<int, string, string> Rows =>
        new(RejectionTable.Rows.Select((row, index) => (index, row.Mode.Length > 100 ? row.Mode[..100] : row.Mode, row.Word)));

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_breach_fails_the_attempt_once_with_its_reason(int row, string mode, string word)
    {
        Assert.StartsWith(mode, RejectionTable.Rows[row].Mode, StringComparison.Ordinal);
        var run = _fixture.Create("-", mode == "silent" ? "\"silence\":2" : "");
        var artifacts = Directory.CreateDirectory(_fixture.Folder(run).Artifacts);
        File.CreateSymbolicLink(Path.Combine(artifacts.FullName, "link"), "/etc");

        var ended = await _fixture.RunAsync(run, "misbehave", RejectionTable.Rows[row].Mode);

        Assert.Equal((RunState.Failed, 1), (ended.State, ended.Attempts));
        Assert.Equal(("protocol", false), (ended.Failure!.Kind, ended.Failure.Retryable));
        Assert.StartsWith(word + ": ", ended.Failure.Message, StringComparison.Ordinal);
        Assert.Single(_fixture.Observer.Ends);
        Assert.Single(_fixture.EventsOf(run), "run.ended");
        Assert.Single(_fixture.EventsOf(run), "attempt.ended");
        Assert.Equal(0, WorkerFixture.Living(run, attempts: 1));
    }

    [Theory]
    [InlineData("exit_0", "the host exited without a result")]
    [InlineData("exit_7", "the host exited with code 7 without a result")]
    public async Task An_exit_without_a_result_names_its_code(string mode, string reason)
    {
        var run = _fixture.Create("-");

        var ended = await _fixture.RunAsync(run, "misbehave", mode);

        Assert.Contains(reason, ended.Failure!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("result_then_exit_5", "exited with code 5 after its result")]
    [InlineData("result_then_hang", "did not exit after its result")]
    public async Task A_result_counts_whatever_the_exit_is_and_the_exit_is_logged(string mode, string warning)
    {
        var run = _fixture.Create("-");

        var ended = await _fixture.RunAsync(run, "misbehave", mode);

        Assert.Equal(RunState.Succeeded, ended.State);
        Assert.Contains(_fixture.LogOf(run), line => line.Contains(warning, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Finite_progress_outside_its_range_is_clamped()
    {
        var run = _fixture.Create("-", "\"silence\":2");

        await _fixture.RunAsync(run, "misbehave", "json:{\"type\":\"progress\",\"fraction\":99}");

        Assert.Contains("progress 1 ", _fixture.Observer.Words);
    }

    [Fact]
    public void Every_breach_stands_in_the_table()
    {
        var tested = RejectionTable.Rows.Select(row => row.Word).ToHashSet();

        Assert.Equal(Enum.GetValues<ProtocolBreach>().Select(breach => breach.Word()).Order(), tested.Order());
    }
}
