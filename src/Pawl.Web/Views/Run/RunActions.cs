using Pawl.Runs.Model;
using Pawl.Web.Api;

namespace Pawl.Web.Views.Run;

/// <summary>Decides what can be done with a run, from its state and what of it is on disk. An action that cannot work says why.</summary>
internal static class RunActions
{
    /// <param name="other">A run worth comparing it with, or null.</param>
    /// <param name="mayChange">Whether who asks has a role that may change runs.</param>
    public static IReadOnlyList<RunAction> Of(RunRecord run, RunFiles files, RunRecord? other, bool mayChange)
    {
        var role = mayChange ? null : "It takes the role operator; yours may look, not change.";
        var api = $"/api/v1/runs/{run.Id}";
        return
        [
            new("cancel", "Cancel", NotCancel(run) ?? role)
            {
                Post = api + "/cancel",
                Confirm = "Stop this run? It saves a checkpoint first, and can go on from there later.",
                Done = "Asked to stop",
            },
            new("resume", "Resume", NotResume(run) ?? role)
            {
                Post = api + "/resume",
                Hint = "Goes on from the last good checkpoint",
                Done = "Queued again",
            },
            new("retry", "Retry", run.HasEnded ? role : "It has not ended: a retry starts a new run of the same spec.")
            {
                Post = api + "/retry",
                Hint = "Starts a new run of the same spec",
                Then = "/runs/{id}",
            },
            new("compare", "Compare", other is null ? $"There is no other {run.Workload} run to compare it with." : null)
            {
                Link = $"/compare?runs={run.Id},{other?.Id}",
                Hint = $"Beside {other?.Name ?? other?.Id}",
            },
            new("summary", "Copy summary", null) { CopyFrom = api + "/summary", Hint = "State, times, failure and the end of the log" },
            new("folder", "Folder", files.HasFolder ? null : "It has no folder yet: the first worker that takes it makes one.")
            {
                Copy = files.Folder,
                Hint = "Copies the path " + files.Folder,
                Done = "Copied " + files.Folder,
            },
            new("manifest", "Manifest", files.HasManifest ? null : "It has no manifest yet: the first worker that takes it writes one.")
            {
                Link = $"/runs/{run.Id}/manifest",
            },
            Weights(run, files),
            new("plots", "Plots", files.Plots == 0 ? "It has left no plots." : null)
            {
                Link = $"/runs/{run.Id}/artifacts#plot",
                Hint = files.Plots == 1 ? "1 plot" : $"{files.Plots} plots",
            },
            new("bundle", "Crash bundle", null)
            {
                Link = api + "/bundle",
                IsDownload = true,
                Hint = "History, log, spec and environment as a zip, without secrets and weights",
            },
        ];
    }

    private static string? NotCancel(RunRecord run) =>
        run.HasEnded ? "It has ended."
        : run.CancelReason is not null ? "It was asked to stop and is about to."
        : null;

    private static string? NotResume(RunRecord run) =>
        run.State == RunState.Succeeded ? "It succeeded: there is nothing left to do."
        : run.HasEnded ? null
        : "It has not ended.";

    private static RunAction Weights(RunRecord run, RunFiles files) =>
        files switch
        {
            { Weights: { } path } => new("weights", "Weights", null)
            {
                Link = RunArtifacts.Url(run.Id, path) + "?download",
                IsDownload = true,
                Hint = "Saves " + path,
            },
            { Checkpoint: { } checkpoint } => new("weights", "Weights", null)
            {
                Copy = checkpoint,
                Hint = "Copies the path of the last checkpoint",
                Done = "Copied " + checkpoint,
            },
            _ => new("weights", "Weights", "It has left neither weights nor a checkpoint."),
        };
}
