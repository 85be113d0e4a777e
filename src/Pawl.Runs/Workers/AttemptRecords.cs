using Pawl.Runs.Durability;
using Pawl.Runs.Workloads;
using Pawl.Runs.Workloads.Command;

namespace Pawl.Runs.Workers;

/// <summary>Writes the log and the metrics of one attempt into the run's journals. Used by the attempt's loop alone.</summary>
internal sealed class AttemptRecords : IDisposable
{
    private readonly string _runId;
    private readonly int _attempt;
    private readonly IWorkerObserver _observer;
    private readonly TimeProvider _time;
    private readonly LogJournal _log;
    private readonly MetricJournal _metrics;
    private readonly LogBatcher _batch;
    private readonly RunFolder _folder;

    // An attempt after the first replaces what earlier ones measured beyond the point it goes on from.
    private bool _metricsMayRepeat;

    public AttemptRecords(RunFolder folder, string runId, int attempt, WorkerOptions options, IWorkerObserver observer, TimeProvider time)
    {
        (_folder, _runId, _attempt, _observer, _time) = (folder, runId, attempt, observer, time);
        _metricsMayRepeat = attempt > 1;
        _batch = new LogBatcher(options.LogInterval, options.LogLines, time);
        _log = LogJournal.Open(folder.Log);
        try
        {
            _metrics = MetricJournal.Open(folder.Metrics);
        }
        catch
        {
            _log.Dispose();
            throw;
        }

        ReportCut("log", _log.CutBytes);
        ReportCut("metrics", _metrics.CutBytes);
    }

    /// <summary>Time until waiting log lines are due; null when none waits.</summary>
    public TimeSpan? LogDueIn => _batch.DueIn;

    /// <summary>Where the metrics of the run stand after what was written here.</summary>
    public MetricTally Tally { get; } = new();

    /// <summary>Adds a line, without what only a terminal understands: whoever reads a log is not one.</summary>
    public void Log(RunLogLevel level, string line)
    {
        if (_batch.Add(new LogLine(_time.GetUtcNow(), _attempt, level, ControlSequences.Remove(line))))
        {
            WriteLog();
        }
    }

    public void WriteLog()
    {
        var lines = _batch.Take();
        if (lines.Count > 0)
        {
            _log.Append(lines);
            _observer.Logged(_runId, lines);
        }
    }

    public void Metrics(long step, IReadOnlyList<KeyValuePair<string, double>> values)
    {
        if (_metricsMayRepeat)
        {
            ResumeFrom(0, null); // it measures without having said where it goes on: from the start
        }

        var now = _time.GetUtcNow();
        var points = values.Select(value => new MetricPoint(_attempt, step, value.Key, value.Value, now)).ToList();
        _metrics.Append(points);
        foreach (var point in points)
        {
            Tally.Add(point.Name, point.Step, point.Value);
        }

        _observer.Measured(_runId, points);
    }

    /// <summary>Takes back what earlier attempts measured beyond the checkpoint, before anything of this attempt is written.</summary>
    /// <param name="sha256">Null at step 0: from the start, so that even step 0 is measured again.</param>
    public void ResumeFrom(long step, string? sha256)
    {
        _metrics.Supersede(step == 0 && sha256 is null ? -1 : step, _attempt);
        _metricsMayRepeat = false;
        TallyAnew();
    }

    /// <summary>For an attempt that ends without having measured: what an earlier one left, perhaps killed before it had told, is counted.</summary>
    public void CompleteTally()
    {
        if (_metricsMayRepeat)
        {
            TallyAnew();
        }
    }

    /// <summary>Returns once everything reported so far is on disk.</summary>
    public void MakeDurable()
    {
        WriteLog();
        _metrics.Flush(durable: true);
        _log.Flush(durable: true);
    }

    /// <summary>Writes nothing that still waits: see <see cref="MakeDurable"/>.</summary>
    public void Dispose()
    {
        _metrics.Dispose();
        _log.Dispose();
    }

    private void TallyAnew()
    {
        Tally.StartOver();
        foreach (var (point, _) in MetricJournal.Read(_folder.Metrics))
        {
            Tally.Add(point.Name, point.Step, point.Value);
        }
    }

    private void ReportCut(string journal, long bytes)
    {
        if (bytes > 0)
        {
            Log(RunLogLevel.Warning, $"Cut {bytes} bytes of a torn record off the end of the {journal} journal: its writer was killed.");
        }
    }
}
