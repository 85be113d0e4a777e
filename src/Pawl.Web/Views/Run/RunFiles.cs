using Pawl.Runs;
using Pawl.Runs.Json;
using Pawl.Runs.Model;
using Pawl.Runs.Store;
using Pawl.Web.Api;

namespace Pawl.Web.Views.Run;

/// <summary>What of a run is on disk now: the base of what can be done with it.</summary>
/// <param name="Folder">Absolute path of the run's folder.</param>
/// <param name="HasFolder">Whether it is there: the first worker makes it.</param>
/// <param name="Weights">Path of the artifact to take for the weights, or null.</param>
/// <param name="Checkpoint">Absolute path of the newest checkpoint, or null.</param>
/// <param name="Plots">How many plots there are.</param>
internal sealed record RunFiles(string Folder, bool HasFolder, bool HasManifest, string? Weights, string? Checkpoint, int Plots)
{
    public static RunFiles Read(RunRecord run, RunStore store, string dataRoot)
    {
        var folder = RunFolder.Of(dataRoot, run.Id);
        var artifacts = store.Artifacts(run.Id);
        bool IsThere(ArtifactRow row) => RunArtifacts.Locate(dataRoot, run.Id, row) is not null;
        var plots = artifacts.Where(row => row.Kind == "plot").ToList();
        return new RunFiles(
            folder.Root,
            Directory.Exists(folder.Root),
            File.Exists(folder.Manifest),
            WeightsOf(artifacts).FirstOrDefault(IsThere)?.Path,
            RunDetails.Checkpoints(run.Id, store, folder).LastOrDefault()?.Path,
            plots.Any(IsThere) ? plots.Count : 0
        );
    }

    /// <summary>What is called the best first, then the largest.</summary>
    private static IEnumerable<ArtifactRow> WeightsOf(IEnumerable<ArtifactRow> artifacts) =>
        artifacts
            .Where(row => row.Kind == "weights")
            .OrderByDescending(row => Path.GetFileName(row.Path).Contains("best", StringComparison.OrdinalIgnoreCase))
            .ThenByDescending(row => row.Size);
}
