using System.Text.Json.Nodes;
using Pawl.Runs.Model;
using Pawl.Runs.Verification;

namespace Pawl.Runs.Tests.Workers;

/// <summary>The workload <c>command</c> in a real host under a real worker.</summary>
[Trait("speed", "slow")]
public sealed class CommandRunTests : IDisposable
{
    private readonly WorkerFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_program_leaves_its_lines_metrics_and_artifacts()
    {
        var run = Create(
            "echo hello; echo '@pawl {\"progress\":0.5,\"message\":\"half\"}'; echo '@pawl {\"step\":3,\"metrics\":{\"loss\":0.5}}'; echo a,b > table.csv",
            artifact: "table.csv"
        );

        var ended = await _fixture.RunAsync(run);

        Assert.Equal(RunState.Succeeded, ended.State);
        Assert.Contains("hello", _fixture.LogOf(run));
        Assert.Equal(("loss", 3L, 0.5), _fixture.MetricsOf(run).Select(point => (point.Name, point.Step, point.Value)).Single());
        Assert.Contains("progress 0.5 half", _fixture.Observer.Words);
        Assert.Single(_fixture.Store.Artifacts(run.Id));
        Assert.Empty(RunVerifier.Verify(_fixture.DataRoot, run.Id));
    }

    [Fact]
    public async Task Cancelling_a_program_whose_family_ignores_SIGTERM_leaves_no_process()
    {
        var run = Create(
            "trap '' TERM; (setsid sh -c \"trap '' TERM; while true; do sleep 1; done\" &); echo up; while true; do sleep 1; done"
        );
        var running = _fixture.RunAsync(run);
        await _fixture.Observer.FirstLog;
        await WorkerFixture.UntilAsync(() => WorkerFixture.Living(run) >= 3, "the family runs");

        _fixture.Store.RequestCancel(run.Id);
        var ended = await running;

        Assert.Equal(RunState.Cancelled, ended.State);
        Assert.Contains("up", _fixture.LogOf(run));
        Assert.Equal(0, WorkerFixture.Living(run));
        Assert.Empty(RunVerifier.Verify(_fixture.DataRoot, run.Id));
    }

    private RunRecord Create(string script, string? artifact = null)
    {
        var spec = new JsonObject
        {
            ["workload"] = "command",
            ["grace"] = 1,
            ["command"] = new JsonObject
            {
                ["argv"] = new JsonArray("/bin/sh", "-c", script),
                ["working_folder"] = _fixture.DataRoot,
                ["artifacts"] = artifact is null ? [] : new JsonArray(artifact),
            },
        };
        return _fixture.Store.Create(new NewRun("command", null, null, spec.ToJsonString(), RetryPolicy.Default, null));
    }
}
