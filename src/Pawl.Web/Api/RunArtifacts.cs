using Pawl.Runs;
using Pawl.Runs.Artifacts;
using Pawl.Runs.Model;
using Pawl.Runs.Store;

namespace Pawl.Web.Api;

/// <summary>
/// The way from a run and a path to a file: only what was recorded for the run, and only if it lies, links resolved, inside the run's artifacts
/// folder. A stored path is trusted no more than one from a URL.
/// </summary>
internal static class RunArtifacts
{
    /// <returns>Null when the run has no such artifact, or it is not where it must be.</returns>
    public static RunArtifact? Find(RunStore store, string dataRoot, string runId, string path) =>
        store.Artifacts(runId).FirstOrDefault(row => row.Path == path) is { } row ? Locate(dataRoot, runId, row) : null;

    /// <inheritdoc cref="Find"/>
    public static RunArtifact? Locate(string dataRoot, string runId, ArtifactRow row)
    {
        try
        {
            var file = new FileInfo(ArtifactPath.Resolve(RunFolder.Of(dataRoot, runId).Artifacts, row.Path));
            return file.Exists ? new RunArtifact(row, file) : null;
        }
        catch (ArtifactPathException)
        {
            return null;
        }
    }

    /// <summary>Where the file is served.</summary>
    public static string Url(string runId, string path) =>
        $"/api/v1/runs/{runId}/artifacts/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}";
}

/// <summary>A recorded artifact that is on disk.</summary>
internal sealed record RunArtifact(ArtifactRow Row, FileInfo File);
