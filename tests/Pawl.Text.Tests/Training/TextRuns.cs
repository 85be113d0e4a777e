using System.Text.Json.Nodes;
using Pawl.Learning.Checkpoints;
using Pawl.Runs.Artifacts;
using Pawl.Runs.Specs;

namespace Pawl.Text.Tests.Training;

/// <summary>Runs the workload in process, whole or cut into attempts.</summary>
internal static class TextRuns
{
    public static async Task<JsonObject> RunAsync(FileRunContext context) => await new TextWorkload().RunAsync(context, context.Stop);

    /// <summary>Runs attempts until one ends by itself; each is stopped as <paramref name="arrange"/> set its context up.</summary>
    public static async Task<(JsonObject Result, int Attempts)> RunInPiecesAsync(
        string dataRoot,
        ResolvedSpec spec,
        Action<FileRunContext> arrange,
        string runId = "run"
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            Assert.True(attempt < 200, "The run makes no progress.");
            using var context = new FileRunContext(dataRoot, spec, attempt, runId);
            arrange(context);
            try
            {
                return (await RunAsync(context), attempt);
            }
            catch (OperationCanceledException)
            {
                continue;
            }
            catch (SimulatedDeathException)
            {
                continue;
            }
        }
    }

    public static string FinalHash(string dataRoot, string runId = "run")
    {
        var folder = Path.Combine(dataRoot, "runs", runId, "checkpoints");
        return CheckpointHash.Of(CheckpointFolders.Latest(folder)!.Folder);
    }

    public static string[] Folders(string dataRoot, string runId = "run") =>
        [.. Directory.GetDirectories(Path.Combine(dataRoot, "runs", runId, "checkpoints")).Select(path => Path.GetFileName(path)).Order()];
}
