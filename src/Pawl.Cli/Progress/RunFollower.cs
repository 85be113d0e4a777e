using Pawl.Runs;
using Pawl.Runs.Durability;
using Pawl.Runs.Model;
using Pawl.Runs.Store;

namespace Pawl.Cli.Progress;

/// <summary>
/// Watches a run from outside: its record in the database, its log and its metrics on disk. Works alike whether a worker in this process
/// or in another one does the run.
/// </summary>
internal sealed class RunFollower(RunStore store, RunFolder folder, TimeProvider time)
{
    /// <summary>Time between two looks: quick enough to feel live, and a fifth of the most redraws a terminal should get.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private readonly JournalTail<LogLine> _log = new(offset => LogJournal.Read(folder.Log, offset));
    private readonly JournalTail<MetricPoint> _metrics = new(offset => MetricJournal.Read(folder.Metrics, offset));
    private (int Attempt, long? ResumedStep) _origin;

    /// <summary>
    /// An update at once, one whenever it is time, and a last one that holds all there is, once the run has ended, waits for a decision,
    /// or <paramref name="until"/> is complete.
    /// </summary>
    /// <param name="fromNow">True to leave out the log lines that are there already.</param>
    /// <param name="until">The work followed; its fault is not this method's to tell.</param>
    public async IAsyncEnumerable<RunUpdate> FollowAsync(string runId, bool fromNow, Task until)
    {
        var progress = new RunProgress(store.Get(runId));
        if (fromNow)
        {
            _log.ReadOn();
        }

        var past = true;
        while (true)
        {
            // The record is read before the journals: a run that has ended has written all its lines, so the last look misses none.
            var over = until.IsCompleted;
            var run = store.Get(runId);
            NoticeNewOrigin(runId, progress);
            progress.Observe(run, time.GetUtcNow());
            var points = _metrics.ReadOn();
            foreach (var point in points)
            {
                progress.Observe(point);
            }

            yield return new RunUpdate(progress, _log.ReadOn(), past ? [] : points);
            past = false;
            if (over || run.State.IsEnd() || run.State == RunState.Waiting)
            {
                yield break;
            }

            await Task.WhenAny(Task.Delay(Pace, time), until);
        }
    }

    /// <summary>A new attempt rewrites the metrics once it knows its checkpoint, so what was read before is read again.</summary>
    private void NoticeNewOrigin(string runId, RunProgress progress)
    {
        if (store.Attempts(runId) is not [.., var last])
        {
            return;
        }

        var origin = (last.Number, last.ResumedStep);
        if (origin != _origin)
        {
            _origin = origin;
            _metrics.StartOver();
            progress.ForgetMetrics();
        }
    }
}
