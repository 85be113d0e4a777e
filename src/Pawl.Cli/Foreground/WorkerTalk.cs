using Pawl.Cli.Output;
using Pawl.Runs.Model;
using Pawl.Runs.Workers;

namespace Pawl.Cli.Foreground;

/// <summary>What a worker tells the person who started it: a line for each attempt's start and end. Thread-safe, as attempts run side by side.</summary>
internal sealed class WorkerTalk(TextWriter talk, TimeProvider time) : IWorkerObserver
{
    private readonly Lock _writing = new();

    public void AttemptStarted(RunRecord run, AttemptRecord attempt) =>
        Say($"{run.Id}  {run.Workload}{(run.Name is null ? "" : $" {run.Name}")}  attempt {attempt.Number} started");

    public void Resumed(string runId, int attempt, long step, string? sha256)
    {
        if (step > 0)
        {
            Say($"{runId}  attempt {attempt} goes on from step {step}");
        }
    }

    public void Stopping(string runId, int attempt, string reason, TimeSpan grace) =>
        Say($"{runId}  attempt {attempt} stops ({reason}), within {Format.Duration(grace)}");

    public void AttemptEnded(RunRecord run, int attempt, AttemptEnd end) =>
        Say(
            $"{run.Id}  attempt {attempt} {end.State.Word()}{(end.Failure is { } failure ? $": {failure.Message}" : "")}"
                + (run.HasEnded ? "" : $"; the run is {run.State.Word()}")
        );

    public void LeaseLost(string runId, int attempt) => Say($"{runId}  attempt {attempt} was taken over by another worker");

    public void Trouble(string? runId, Exception error) => Say($"{runId ?? "worker"}  trouble: {error.Message}");

    private void Say(string line)
    {
        lock (_writing)
        {
            talk.WriteLine($"{time.GetUtcNow():HH:mm:ss}Z  {line}");
        }
    }
}
