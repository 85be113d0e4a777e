using Pawl.Runs.Artifacts;
using Pawl.Runs.Durability;
using Pawl.Runs.Specs;
using Pawl.Runs.Workloads;

namespace Pawl.Runs.Tests.Workloads.Command;

/// <summary>A run without a worker: reports go straight to the journals of a real run folder, under the rules the interface states.</summary>
internal sealed class JournalRunContext : IRunContext, IDisposable
{
    private readonly Lock _lock = new();
    private readonly LogJournal _log;
    private readonly MetricJournal _metrics;

    public JournalRunContext(string dataRoot, ResolvedSpec spec, int attempt = 1)
    {
        DataRoot = dataRoot;
        Spec = spec;
        Attempt = attempt;
        Folder = RunFolder.Of(dataRoot, RunId);
        _log = LogJournal.Open(Folder.Log);
        _metrics = MetricJournal.Open(Folder.Metrics);
    }

    public string RunId => "01JTESTTESTTESTTESTTESTTES";

    public int Attempt { get; }

    public ResolvedSpec Spec { get; }

    public RunFolder Folder { get; }

    public string DataRoot { get; }

    public int Threads => 1;

    public TimeProvider Time => TimeProvider.System;

    public string? StopReason => null;

    public List<(double Fraction, string? Message)> Reports { get; } = [];

    public List<ArtifactRecord> Artifacts { get; } = [];

    public List<LogLine> Lines => [.. LogJournal.Read(Folder.Log).Select(item => item.Line)];

    public List<MetricPoint> Points => [.. MetricJournal.Read(Folder.Metrics).Select(item => item.Point)];

    public IEnumerable<string> LinesOf(RunLogLevel level) => Lines.Where(line => line.Level == level).Select(line => line.Line);

    public void Progress(double fraction, string? message = null)
    {
        lock (_lock)
        {
            Reports.Add((Math.Clamp(fraction, 0, 1), message));
        }
    }

    public void Log(RunLogLevel level, string line)
    {
        lock (_lock)
        {
            _log.Append([new LogLine(Time.GetUtcNow(), Attempt, level, line)]);
        }
    }

    public void Metric(long step, string name, double value)
    {
        lock (_lock)
        {
            _metrics.Append([new MetricPoint(Attempt, step, name, value, Time.GetUtcNow())]);
        }
    }

    public Task FlushAsync(CancellationToken cancellation) => Task.CompletedTask;

    public void CheckpointSaved(long step, string relativePath, string sha256) =>
        throw new InvalidOperationException("A command reports no checkpoints.");

    public Task ResumedAsync(long step, string? sha256, CancellationToken cancellation)
    {
        lock (_lock)
        {
            _metrics.Supersede(step, Attempt);
        }

        return Task.CompletedTask;
    }

    public void DatasetUsed(string relativePath, string sha256, long bytes) =>
        throw new InvalidOperationException($"A command uses no prepared data, but reported '{relativePath}'.");

    public void ArtifactSaved(string relativePath, string kind)
    {
        lock (_lock)
        {
            Artifacts.Add(ArtifactRecord.Of(Folder.Artifacts, relativePath, kind));
        }
    }

    public void Dispose()
    {
        _log.Dispose();
        _metrics.Dispose();
    }
}
