using System.Globalization;
using Pawl.Runs.Model;
using Pawl.Runs.Store;
using Pawl.Runs.Workers;

namespace Pawl.Runs.Waiting;

/// <summary>
/// Why runs that nobody works on wait: read once, then asked for any number of runs. A picture of one moment, so it is read anew for each page.
/// </summary>
public sealed class WaitReasons
{
    /// <summary>A worker beats every 5 s; one that missed three beats is not counted on. The same on which its lease would run out.</summary>
    public static readonly TimeSpan Silence = RunStore.LeaseTime;

    private readonly Dictionary<string, (QueuedAttempt Attempt, int Before)> _queue = [];
    private readonly DateTimeOffset _now;
    private readonly int _workers;
    private readonly int _busy;

    private WaitReasons(IEnumerable<QueuedAttempt> queue, IReadOnlyCollection<WorkerRecord> workers, DateTimeOffset now)
    {
        _now = now;
        _workers = workers.Count;
        _busy = workers.Count(worker => worker.Running > 0);
        foreach (var attempt in queue)
        {
            _queue[attempt.RunId] = (attempt, _queue.Count);
        }
    }

    /// <summary>Asks the database twice, however many runs there are.</summary>
    public static WaitReasons Read(RunStore store, TimeProvider clock) => Read(store, clock, WorkerProcess.Liveness);

    /// <inheritdoc cref="Read(RunStore, TimeProvider)"/>
    /// <param name="liveness">What the caller knows of a worker.</param>
    public static WaitReasons Read(RunStore store, TimeProvider clock, Func<WorkerIdentity, WorkerLiveness> liveness)
    {
        var now = clock.GetUtcNow();
        var workers = store
            .Workers()
            .Where(worker => now - worker.SeenAt <= Silence && liveness(worker.Identity) != WorkerLiveness.Dead)
            .ToList();
        return new WaitReasons(store.QueuedAttempts(), workers, now);
    }

    /// <summary>Such as <c>The only worker is busy; 2 runs are before it.</c></summary>
    /// <returns>Null for a run that is being worked on or has ended.</returns>
    public string? Of(RunRecord run) => Of(run.Id, run.State);

    /// <inheritdoc cref="Of(RunRecord)"/>
    public string? Of(string runId, RunState state)
    {
        if (state == RunState.Waiting)
        {
            return "It waits for a decision.";
        }

        if (state is not (RunState.Queued or RunState.Retrying) || !_queue.TryGetValue(runId, out var place))
        {
            return null;
        }

        var backoff =
            place.Attempt.NotBefore > _now
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"Attempt {place.Attempt.Number} starts no sooner than {place.Attempt.NotBefore.UtcDateTime:HH:mm:ss} UTC."
                )
                : null;
        return _workers == 0 ? Joined(backoff, "No worker is at work on this data root. Start one with: pawl worker")
            : backoff is not null ? backoff
            : _busy < _workers
                ? place.Before == 0 ? "A worker is about to take it."
                    : $"{Before(place.Before)}"
            : $"{Busy()}; {(place.Before == 0 ? "it is the next." : Before(place.Before))}";
    }

    private string Busy() => _workers == 1 ? "The only worker is busy" : $"All {_workers} workers are busy";

    private static string Before(int count) => count == 1 ? "1 run is before it." : $"{count} runs are before it.";

    private static string Joined(string? first, string second) => first is null ? second : $"{first} {second}";
}
