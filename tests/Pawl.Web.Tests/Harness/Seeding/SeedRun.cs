using Dapper;
using Microsoft.Data.Sqlite;
using Pawl.Runs;
using Pawl.Runs.Artifacts;
using Pawl.Runs.Durability;
using Pawl.Runs.Model;
using Pawl.Runs.Store;
using Pawl.Runs.Workloads;

namespace Pawl.Web.Tests.Harness.Seeding;

/// <summary>Lives the life of one run as a worker and its host would, with the store and the journals they write, only quicker.</summary>
internal sealed class SeedRun(RunStore store, SeedTime time, string dataRoot, WorkerIdentity worker, string id)
{
    private Lease? _lease;

    public string Id { get; } = id;

    private RunFolder Folder { get; } = RunFolder.Of(dataRoot, id);

    private int Attempt => _lease?.Attempt ?? 1;

    /// <summary>Claims the queued attempt, and starts its host.</summary>
    public SeedRun Start()
    {
        time.Pass(TimeSpan.FromSeconds(2));
        _lease =
            store.Claim(worker, Id)?.Lease ?? throw new InvalidOperationException($"Run {Id} has no attempt that is due at {time.Now:O}.");
        store.HostStarted(_lease, worker.ProcessId, worker.StartTicks);
        return this;
    }

    public SeedRun Progress(double fraction, string message)
    {
        store.ReportProgress(_lease!, fraction, message);
        return this;
    }

    public SeedRun Metrics(IEnumerable<(string Name, long Step, double Value)> points, TimeSpan perStep)
    {
        var all = points
            .Select(point => new MetricPoint(Attempt, point.Step, point.Name, point.Value, time.Now + (perStep * point.Step)))
            .ToList();
        using var journal = MetricJournal.Open(Folder.Metrics);
        journal.Append(all);
        using var connection = new SqliteConnection($"Data Source={Path.Combine(dataRoot, "pawl.db")};Pooling=False");
        foreach (var name in all.GroupBy(point => point.Name, StringComparer.Ordinal))
        {
            var last = name.MaxBy(point => point.Step)!;
            connection.Execute(
                "INSERT OR REPLACE INTO latest_metrics (name, run_id, step, value, minimum, maximum) VALUES (@Name, @Id, @Step, @Value, @low, @high)",
                new
                {
                    last.Name,
                    Id,
                    last.Step,
                    last.Value,
                    low = name.Min(point => point.Value),
                    high = name.Max(point => point.Value),
                }
            );
        }

        return this;
    }

    public SeedRun Log(IEnumerable<(RunLogLevel Level, string Line)> lines, TimeSpan perLine)
    {
        using var journal = LogJournal.Open(Folder.Log);
        var at = time.Now;
        foreach (var batch in lines.Chunk(10_000))
        {
            journal.Append(batch.Select(line => new LogLine(at += perLine, Attempt, line.Level, line.Line)));
        }

        return this;
    }

    public SeedRun Artifact(string path, byte[] content, string? kind = null)
    {
        AtomicFile.WriteBytes(Path.Combine(Folder.Artifacts, path), content);
        var record = ArtifactRecord.Of(Folder.Artifacts, path, kind);
        store.ArtifactSaved(_lease!, new ArtifactRow(record.Path, record.Kind, record.MediaType, record.Bytes, record.Sha256));
        return this;
    }

    /// <summary>Ends the attempt after a time.</summary>
    public SeedRun End(TimeSpan after, AttemptState state, AttemptFailure? failure = null, string? result = null)
    {
        time.Pass(after);
        store.EndAttempt(_lease!, new AttemptEnd(state, failure, result));
        new Runs.Workers.RunManifests(store, dataRoot, time).Refresh(Id);
        return this;
    }

    /// <summary>Writes the manifest as a worker does when an attempt starts.</summary>
    public SeedRun Manifest()
    {
        new Runs.Workers.RunManifests(store, dataRoot, time).Refresh(Id);
        return this;
    }
}
