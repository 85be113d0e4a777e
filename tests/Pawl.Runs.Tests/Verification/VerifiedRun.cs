using System.Security.Cryptography;
using Pawl.Runs.Durability;
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
        metrics.Append(Enumerable.Range(0, 10).Select(i => new MetricPoint(1, i, "loss", 1.0 / (i + 1), Fixture.Time.GetUtcNow())));
    }

    public StoreFixture Fixture { get; } = new();

    public string Id { get; }

    public Lease Lease { get; }

    public RunFolder Folder => RunFolder.Of(Fixture.DataRoot, Id);

    public IReadOnlyList<VerificationFinding> Verify() => RunVerifier.Verify(Fixture.DataRoot, Id);

    public void SaveArtifact(Lease lease, string path, string text)
    {
        var file = Path.Combine(Folder.Artifacts, path);
        AtomicFile.WriteText(file, text);
        using var content = File.OpenRead(file);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        Fixture.Store.ArtifactSaved(lease, new ArtifactRow(path, "file", "text/plain", content.Length, hash));
    }

    public void Dispose() => Fixture.Dispose();
}
