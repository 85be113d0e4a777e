using System.Globalization;
using System.Text.Json;
using Pawl.Evolutions.Store;
using Pawl.Llm.Desk;
using Pawl.Llm.Ledger;
using Pawl.Llm.Queue;
using Pawl.Runs.Durability;
using Pawl.Runs.Workloads;

namespace Pawl.Evolutions.Engine;

/// <summary>
/// Tells once a second how far the run is: progress and a line for people, metrics for charts, and the queue's state in a file for the
/// workbench. A metric's step is the number of answered calls, so that it goes on where an earlier attempt ended.
/// </summary>
internal sealed class RunStatus : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly IRunContext _context;
    private readonly EvolutionReader _reader;
    private readonly CallLedger _ledger;
    private readonly CallDesk _desk;
    private readonly CallQueue _queue;
    private readonly Func<string?> _waiting;
    private readonly int _callsOfOne;
    private readonly CancellationTokenSource _over = new();
    private readonly Task _loop;
    private readonly long _begun;
    private readonly long _doneBefore;
    private long _step = -1;
    private long _toldAt;

    /// <param name="waiting">What calls wait for just now, for people; null when they do not.</param>
    /// <param name="callsOfOne">Calls that a service takes when all goes well.</param>
    public RunStatus(
        IRunContext context,
        EvolutionReader reader,
        CallLedger ledger,
        CallDesk desk,
        CallQueue queue,
        Func<string?> waiting,
        int callsOfOne
    )
    {
        (_context, _reader, _ledger, _desk, _queue, _waiting) = (context, reader, ledger, desk, queue, waiting);
        _callsOfOne = callsOfOne;
        _begun = context.Time.GetTimestamp();
        var counts = reader.Counts();
        _doneBefore = counts.Done + counts.Failed;
        _loop = Task.Run(LoopAsync);
    }

    /// <summary>Tells once more how it stands, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        await _loop;
        _over.Dispose();
        Tell(isLast: true);
    }

    private async Task LoopAsync()
    {
        using var timer = new PeriodicTimer(Pace, _context.Time);
        try
        {
            do
            {
                Tell(isLast: false);
            } while (await timer.WaitForNextTickAsync(_over.Token));
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    private void Tell(bool isLast)
    {
        var counts = _reader.Counts();
        var sums = _ledger.Sums();
        var queue = _queue.Snapshot();
        _context.Progress(Fraction(counts, sums), Line(counts, sums, queue));
        WriteStatus(queue);
        var step = sums.Answered + sums.Cached;
        if (step == _step)
        {
            // One value for one step: what changes while nothing is answered stands in the status file. Services end after their last answer
            // though, so the end is a step of its own; a further attempt goes on before it.
            if (!isLast)
            {
                return;
            }

            step++;
        }

        var now = _context.Time.GetTimestamp();
        if (_step >= 0 && !isLast)
        {
            var seconds = _context.Time.GetElapsedTime(_toldAt, now).TotalSeconds;
            _context.Metric(step, "calls_per_second", seconds > 0 ? (step - _step) / seconds : 0);
        }

        (_step, _toldAt) = (step, now);
        foreach (var (name, value) in Metrics(counts, sums, queue, _desk.Counts))
        {
            _context.Metric(step, name, value);
        }
    }

    /// <summary>The file is for people to look at: a disk that is full for a moment must not end the work that it tells of.</summary>
    private void WriteStatus(CallQueueSnapshot queue)
    {
        try
        {
            AtomicFile.WriteText(
                EvolutionFile.StatusOf(_context.Folder),
                JsonSerializer.Serialize(new QueueStatus(_context.Time.GetUtcNow(), queue, _waiting()))
            );
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            _context.Log(RunLogLevel.Debug, $"The state of the queue could not be written: {fault.Message}");
        }
    }

    /// <summary>Of all services, those that ended and what the answers make of those that are worked on: many at once end late, and all together.</summary>
    private double Fraction(ServiceCounts counts, LedgerSums sums)
    {
        if (counts.All == 0)
        {
            return 0;
        }

        double ended = counts.Done + counts.Failed;
        var answered = (double)(sums.Answered + sums.Cached) / _callsOfOne;
        return Math.Max(ended, Math.Min(answered, ended + counts.Working)) / counts.All;
    }

    private static IEnumerable<(string Name, double Value)> Metrics(
        ServiceCounts counts,
        LedgerSums sums,
        CallQueueSnapshot queue,
        DeskCounts desk
    ) =>
        [
            ("services/done", counts.Done),
            ("services/failed", counts.Failed),
            ("calls/answered", sums.Answered),
            ("calls/cached", sums.Cached),
            ("calls/failed_tries", sums.Failed),
            ("calls/unknown", sums.Unknown),
            ("calls/rejected", desk.Rejected),
            ("queue/depth", queue.Depth),
            ("queue/in_flight", queue.InFlight),
            ("queue/submitted", queue.Submitted),
            ("queue/completed", queue.Completed),
            ("queue/limit", queue.Limit),
            ("tokens/input", sums.Usage.Input),
            ("tokens/output", sums.Usage.Output),
            ("cost/dollars", (double)sums.Cost.Amount),
        ];

    /// <summary>Such as <c>38 of 200 services, 12.4 a minute, 2 failed, $0.31</c>.</summary>
    private string Line(ServiceCounts counts, LedgerSums sums, CallQueueSnapshot queue)
    {
        var done = counts.Done + counts.Failed;
        var minutes = _context.Time.GetElapsedTime(_begun).TotalMinutes;
        var rate =
            minutes > 0 && done > _doneBefore
                ? string.Create(CultureInfo.InvariantCulture, $", {(done - _doneBefore) / minutes:0.0} a minute")
                : "";
        var failed = counts.Failed > 0 ? $", {counts.Failed} failed" : "";
        var waiting = _waiting() is { } reason ? $"; {reason}" : "";
        return $"{counts.Done} of {counts.All} services{rate}{failed}, {queue.InFlight} calls on their way, {sums.Cost}{waiting}";
    }
}
