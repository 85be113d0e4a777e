using Pawl.Runs.Model;
using Pawl.Runs.Processes;
using Pawl.Runs.Verification;

namespace Pawl.Runs.Tests.Workers;

[Trait("speed", "slow")]
public sealed class RandomKillTests : IDisposable
{
    private const int Kills = 12;

    private readonly WorkerFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_training_killed_at_random_moments_measures_each_step_once_and_verifies(int seed)
    {
        var random = new Random(seed);
        var run = _fixture.Create("train", "\"steps\":400,\"pause\":0.01", RetryPolicy.Default with { Interruptions = 1000 });
        for (var kill = 0; kill < Kills; kill++)
        {
            using var worker = TestProgram.Start("worker", _fixture.DataRoot);
            await Task.Delay(random.Next(100, 1500));
            if (random.Next(2) == 0)
            {
                Host(run)?.Kill();
                await Task.Delay(random.Next(0, 300));
            }

            worker.Kill();
            if (random.Next(2) == 0)
            {
                Host(run)?.Kill();
            }

            var findings = RunVerifier.Verify(_fixture.DataRoot, run.Id);
            Assert.True(findings.Count == 0, $"seed {seed}, kill {kill}: {string.Join("; ", findings)}");
        }

        var ended = await _fixture.RunAsync(run);

        Assert.Equal(RunState.Succeeded, ended.State);
        Assert.Equal(Enumerable.Range(1, 400).Select(step => (long)step), _fixture.MetricsOf(run).Select(point => point.Step));
        Assert.Single(_fixture.EventsOf(run), "run.ended");
        Assert.Empty(RunVerifier.Verify(_fixture.DataRoot, run.Id));
        Assert.Equal(0, WorkerFixture.Living(run, ended.Attempts));
    }

    private KillableHost? Host(RunRecord run) =>
        _fixture.Store.Attempts(run.Id) is [.., { State: AttemptState.Running, HostProcessId: { } host } attempt]
        && ProcessIdentity.Of(host)?.StartTicks == attempt.HostStartTicks
            ? new KillableHost(host)
            : null;

    private sealed record KillableHost(int ProcessId)
    {
        public void Kill() => ProcessGroup.SignalProcess(ProcessId, ProcessGroup.Kill);
    }
}
