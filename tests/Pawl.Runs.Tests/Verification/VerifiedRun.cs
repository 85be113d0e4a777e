using System.Text.Json.Nodes;
using Pawl.Runs.Artifacts;
using Pawl.Runs.Durability;
using Pawl.Runs.Manifests;
using Pawl.Runs.Model;
using Pawl.Runs.Tests.Store;
using Pawl.Runs.Verification;
using Pawl.Runs.Workloads;

namespace Pawl.Runs.Tests.Verification;

/// <summary>A run with everything a run leaves, two attempts of it: files, journals and rows that agree.</summary>
internal sealed class VerifiedRun : IDisposable
{
    public VerifiedRun()
    {
        Id = Fixture.Create().Id;
        var first = Fixture.Claim().Lease;
        Fixture.Store.HostStarted(first, 10, 20);
        SaveArtifact(first, "plots/loss.svg", "<svg/>");
        Fixture.End(first, AttemptState.Interrupted);
        Lease = Fixture.Claim().Lease;
        SaveArtifact(Lease, "plots/loss.svg", "<svg>2</svg>");
        SaveArtifact(Lease, "results.csv", "a,b\n1,2\n");
        using (var log = LogJournal.Open(Folder.Log))
        {
            log.Append(Enumerable.Range(0, 10).Select(i => new LogLine(Fixture.Time.GetUtcNow(), 1, RunLogLevel.Info, $"line {i}")));
        }
        using var metrics = MetricJournal.Open(Folder.Metrics);
        SaveCheckpoint(Lease, 10);
        SaveCheckpoint(Lease, 20);
        metrics.Append(Enumerable.Range(0, 10).Select(i => new MetricPoint(1, i, "loss", 1.0 / (i + 1), Fixture.Time.GetUtcNow())));
    }

    public StoreFixture Fixture { get; } = new();

    public string Id { get; }

    public Lease Lease { get; }

    public RunFolder Folder => RunFolder.Of(Fixture.DataRoot, Id);

    public IReadOnlyList<VerificationFinding> Verify() => RunVerifier.Verify(Fixture.DataRoot, Id);

    /// <summary>Ends the run and writes the manifest of that end.</summary>
    public void End(AttemptState state)
    {
        Fixture.End(Lease, state);
        WriteManifest(manifest => manifest);
    }

    public void WriteManifest(Func<RunManifest, RunManifest> change)
    {
        var run = Fixture.Store.Get(Id);
        var manifest = new RunManifest
        {
            RunId = Id,
            Workload = run.Workload,
            Spec = (JsonObject)JsonNode.Parse(run.SpecJson)!,
            Environment = ManifestEnvironment.Current([]),
            Attempts =
            [
                .. Fixture
                    .Store.Attempts(Id)
                    .Select(attempt => new ManifestAttempt(
                        attempt.Number,
                        attempt.State.Word(),
                        attempt.WorkerId,
                        attempt.StartedAt,
                        attempt.EndedAt,
                        attempt.ResumedStep,
                        attempt.Failure
                    )),
            ],
            Outcome = run.State.Word(),
            Artifacts = [.. Fixture.Store.Artifacts(Id).Select(row => ArtifactRecord.Of(Folder.Artifacts, row.Path))],
            Checkpoints =
            [
                .. Directory
                    .GetDirectories(Folder.Checkpoints)
                    .Order()
                    .Select(path => new ManifestCheckpoint(0, $"checkpoints/{Path.GetFileName(path)}", CheckpointHash.Of(path))),
            ],
            CreatedAt = run.CreatedAt,
            EndedAt = run.EndedAt,
        };
        ManifestWriter.Write(Folder, change(manifest));
    }

    public string SaveCheckpoint(Lease lease, long step)
    {
        var name = $"checkpoints/step-{step:00000000}";
        var path = Path.Combine(Folder.Root, name);
        AtomicFolder.Write(path, folder => File.WriteAllText(Path.Combine(folder, "state.json"), $"{{\"step\":{step}}}"));
        Fixture.Store.CheckpointSaved(lease, step, name, CheckpointHash.Of(path));
        return path;
    }

    public void SaveArtifact(Lease lease, string path, string text)
    {
        var file = Path.Combine(Folder.Artifacts, path);
        AtomicFile.WriteText(file, text);
        var record = ArtifactRecord.Of(Folder.Artifacts, path);
        Fixture.Store.ArtifactSaved(lease, new ArtifactRow(record.Path, record.Kind, record.MediaType, record.Bytes, record.Sha256));
    }

    public void Dispose() => Fixture.Dispose();
}
