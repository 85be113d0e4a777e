using System.CommandLine;
using System.Text.Json.Nodes;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Output;
using Pawl.Runs.Json;
using Pawl.Runs.Model;
using Pawl.Runs.Workers;

namespace Pawl.Cli.Foreground;

/// <summary>
/// What <c>run</c>, <c>resume</c> and <c>retry</c> share once there is a queued run: hand it to a worker, or do it here and say how it went.
/// Standard output gets the id alone, or with <c>--json</c> the run as it stands in the end.
/// </summary>
internal static class RunDelivery
{
    /// <summary>A worker of another machine counts as alive this long after its last sign of life: three heartbeats.</summary>
    private static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(15);

    public static Option<bool> Detach() => new("--detach", "-d") { Description = "Only queue it for a worker, and return at once" };

    public static async Task<int> DeliverAsync(Invocation invocation, RunRecord run, bool detach)
    {
        if (!invocation.Json)
        {
            invocation.Terminal.Out.WriteLine(run.Id);
            invocation.Terminal.Flush();
        }

        if (!detach)
        {
            run = await ForegroundRun.RunAsync(invocation, run);
        }

        if (invocation.Json)
        {
            invocation.Terminal.WriteJson(RunJson.Of(run), OutputJson.Default.RunJson);
        }

        if (detach)
        {
            SayQueued(invocation, run);
            return ExitCode.Ok;
        }

        SayEnd(invocation, run);
        return ForegroundRun.ExitCodeOf(run);
    }

    private static void SayQueued(Invocation invocation, RunRecord run)
    {
        invocation.Say($"Run {run.Id} is {run.State.Word()}. Follow it with: pawl runs logs -f {run.Id}");
        var now = invocation.Time.GetUtcNow();
        var workers = invocation.Store.Workers().Count(worker => IsAlive(worker, now));
        if (workers == 0)
        {
            invocation.Say("No worker is running on this data root, so it waits. Start one with: pawl worker");
        }
    }

    private static bool IsAlive(WorkerRecord worker, DateTimeOffset now) =>
        WorkerProcess.Liveness(worker.Identity) switch
        {
            WorkerLiveness.Alive => true,
            WorkerLiveness.Dead => false,
            _ => now - worker.SeenAt < SignOfLife,
        };

    /// <summary>How a run shown in the foreground ended, and what to do next.</summary>
    public static void SayEnd(Invocation invocation, RunRecord run)
    {
        var took = run is { StartedAt: { } start, EndedAt: { } end } ? $" after {Format.Duration(end - start)}" : "";
        switch (run.State)
        {
            case RunState.Succeeded:
                invocation.Say($"Run {run.Id} succeeded{took}.");
                SayResult(invocation, run);
                SayFiles(invocation, run);
                return;
            case RunState.Failed or RunState.TimedOut or RunState.Interrupted:
                invocation.Say($"Run {run.Id} {(run.State == RunState.TimedOut ? "timed out" : run.State.Word())}{took}.");
                if (run.Failure is { } failure)
                {
                    invocation.Say($"  {failure.Kind}: {failure.Message}");
                }

                break;
            case RunState.Cancelled:
                invocation.Say($"Run {run.Id} was cancelled{took}{At(invocation, run)}.");
                break;
            default:
                invocation.Say($"Run {run.Id} was cut off{At(invocation, run)}.");
                break;
        }

        invocation.Say(
            run.Failure?.Kind == AttemptFailure.Configuration
                ? "Mend the spec and start it again: this run would fail the same way."
                : $"Resume with: pawl resume {run.Id}"
        );
    }

    private static string At(Invocation invocation, RunRecord run)
    {
        var saved = invocation.Store.Attempts(run.Id).Max(attempt => attempt.CheckpointStep);
        return saved is { } step ? $"; its last checkpoint is at step {step}" : "";
    }

    private static void SayResult(Invocation invocation, RunRecord run)
    {
        if (run.ResultJson is not null && JsonNode.Parse(run.ResultJson) is JsonObject result)
        {
            foreach (var line in ResultText.Lines(result))
            {
                invocation.Say($"  {line}");
            }
        }
    }

    private static void SayFiles(Invocation invocation, RunRecord run)
    {
        var artifacts = invocation.Store.Artifacts(run.Id);
        if (artifacts.Count > 0)
        {
            invocation.Say(
                $"  {artifacts.Count} {(artifacts.Count == 1 ? "artifact" : "artifacts")} in {invocation.FolderOf(run).Artifacts}"
            );
        }

        invocation.Say($"See it with: pawl runs show {run.Id}");
    }
}
