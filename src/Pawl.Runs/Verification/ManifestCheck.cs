using System.Text.Json;
using System.Text.Json.Nodes;
using Pawl.Runs.Artifacts;
using Pawl.Runs.Manifests;
using Pawl.Runs.Store;

namespace Pawl.Runs.Verification;

/// <summary>
/// Holds the manifest against the database: its run and spec always; outcome, attempts and artifacts once the run rests. While an attempt is
/// open the manifest still tells of the last start.
/// </summary>
internal static class ManifestCheck
{
    private const string What = "manifest";

    /// <summary>The manifest, or the finding that says why there is none to read.</summary>
    public static (RunManifest? Manifest, VerificationFinding? Finding) Read(string dataRoot, RunFolder folder, RunSnapshot snapshot)
    {
        var where = Path.GetRelativePath(dataRoot, folder.Manifest);
        try
        {
            var manifest = ManifestReader.Read(folder);
            // One that never started has left nothing, not even a manifest; one that runs may just be about to write it.
            var needed = snapshot.IsClosed && snapshot.Run.StartedAt is not null;
            return manifest is null && needed ? (null, new(What, where, "a manifest, as the run was started", "none")) : (manifest, null);
        }
        catch (ManifestException error)
        {
            return (null, new(What, where, "a manifest that can be read", error.Message));
        }
    }

    public static IEnumerable<VerificationFinding> Run(string dataRoot, RunFolder folder, RunSnapshot snapshot, RunManifest manifest)
    {
        var where = Path.GetRelativePath(dataRoot, folder.Manifest);
        if (manifest.RunId != snapshot.Run.Id)
        {
            yield return new(What, where, $"run {snapshot.Run.Id}", manifest.RunId);
        }
        // The manifest's secrets are masked, so both sides are compared masked.
        if (SpecOf(snapshot) is not { } spec || !JsonNode.DeepEquals(Secrets.Masked(spec), Secrets.Masked(manifest.Spec)))
        {
            yield return new(What, where, "the spec of the database", "another spec");
        }
        if (!snapshot.IsClosed)
        {
            yield break;
        }
        if (manifest.Outcome != snapshot.Run.State)
        {
            yield return new(What, where, $"outcome '{snapshot.Run.State}', as in the database", $"'{manifest.Outcome}'");
        }
        var attempts = string.Join(", ", snapshot.Attempts.Select(attempt => $"{attempt.Number} {attempt.State}"));
        var told = string.Join(", ", manifest.Attempts.Select(attempt => $"{attempt.Number} {attempt.State}"));
        if (attempts != told)
        {
            yield return new(What, where, $"attempts {attempts}, as in the database", told.Length == 0 ? "none" : told);
        }
        var rows = snapshot.Artifacts.Where(row => row.ArtifactScope == ArtifactScope.Run).ToDictionary(row => row.Path, row => row.Sha256);
        var listed = manifest
            .Artifacts.Where(record => record.Scope == ArtifactScope.Run)
            .ToLookup(record => record.Path, record => record.Sha256);
        foreach (var path in rows.Keys.Union(listed.Select(group => group.Key)))
        {
            var expected = rows.GetValueOrDefault(path, "none");
            var actual = listed.Contains(path) ? listed[path].Last() : "none";
            if (expected != actual)
            {
                yield return new(What, $"{where}: artifact '{path}'", $"SHA-256 {expected}, as in the database", actual);
            }
        }
    }

    private static JsonObject? SpecOf(RunSnapshot snapshot)
    {
        try
        {
            return JsonNode.Parse(snapshot.Run.SpecJson) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
