using Pawl.Runs;
using Pawl.Runs.Durability;
using Pawl.Runs.Specs;
using Pawl.Runs.Workloads;

namespace Pawl.Text.Tests;

/// <summary>A run context without a worker: it writes the same journals to the same places, and stops where a test says.</summary>
internal sealed class FileRunContext : IRunContext, IDisposable
{
    private readonly MetricJournal _metrics;
    private readonly CancellationTokenSource _stop = new();

    public FileRunContext(string dataRoot, ResolvedSpec spec, int attempt = 1, string runId = "run", int threads = 1)
    {
        (DataRoot, Spec, Attempt, RunId, Threads) = (dataRoot, spec, attempt, runId, threads);
        Folder = RunFolder.Of(dataRoot, runId);
        Directory.CreateDirectory(Folder.Root);
        _metrics = MetricJournal.Open(Folder.Metrics);
    }

    public string RunId { get; }
    public int Attempt { get; }
    public ResolvedSpec Spec { get; }
    public RunFolder Folder { get; }
    public string DataRoot { get; }
    public int Threads { get; }
    public TimeProvider Time => TimeProvider.System;
    public string? StopReason => _stop.IsCancellationRequested ? "cancelled" : null;
    public CancellationToken Stop => _stop.Token;

    public List<string> Lines { get; } = [];
    public List<(string Path, string Kind)> Artifacts { get; } = [];
    public List<(long Step, string Path, string Sha256)> Checkpoints { get; } = [];
    public List<string> Datasets { get; } = [];
    public (long Step, string? Sha256)? Resumed { get; private set; }
    public List<string> Progressed { get; } = [];

    /// <summary>Called after each report; a test cancels or throws here.</summary>
    public Action<string>? OnReport { get; set; }

    public void Cancel() => _stop.Cancel();

    public void Progress(double fraction, string? message = null)
    {
        Assert.True(double.IsFinite(fraction));
        Progressed.Add(message ?? "");
        OnReport?.Invoke("progress");
    }

    public void Log(RunLogLevel level, string line) => Lines.Add($"{level}: {line}");

    public void Metric(long step, string name, double value)
    {
        _metrics.Append([new MetricPoint(Attempt, step, name, value, DateTimeOffset.UnixEpoch)]);
        OnReport?.Invoke($"metric {step} {name}");
    }

    public Task FlushAsync(CancellationToken cancellation)
    {
        _metrics.Flush(durable: true);
        return Task.CompletedTask;
    }

    public void CheckpointSaved(long step, string relativePath, string sha256)
    {
        Assert.True(Directory.Exists(Path.Combine(Folder.Root, relativePath)));
        Checkpoints.Add((step, relativePath, sha256));
        OnReport?.Invoke($"checkpoint {step}");
    }

    public Task ResumedAsync(long step, string? sha256, CancellationToken cancellation)
    {
        Assert.True(step >= 0);
        Resumed = (step, sha256);
        _metrics.Supersede(step == 0 && sha256 is null ? -1 : step, Attempt);
        return Task.CompletedTask;
    }

    public void ArtifactSaved(string relativePath, string kind)
    {
        Assert.True(File.Exists(Path.Combine(Folder.Artifacts, relativePath)));
        Artifacts.Add((relativePath, kind));
    }

    public void DatasetUsed(string relativePath, string sha256, long bytes)
    {
        Assert.Equal(new FileInfo(Path.Combine(DataRoot, relativePath)).Length, bytes);
        Datasets.Add(relativePath);
    }

    public IReadOnlyList<MetricPoint> Points() => [.. MetricJournal.Read(Folder.Metrics).Select(read => read.Point)];

    public void Dispose()
    {
        _metrics.Dispose();
        _stop.Dispose();
    }
}
