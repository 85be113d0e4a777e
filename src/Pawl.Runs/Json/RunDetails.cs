using System.Text.Json;
using System.Text.Json.Nodes;
using Pawl.Runs.Events;
using Pawl.Runs.Model;
using Pawl.Runs.Store;
using Pawl.Runs.Waiting;

namespace Pawl.Runs.Json;

/// <summary>Gathers all there is to tell about one run.</summary>
public static class RunDetails
{
    public static RunDetailsJson Read(RunRecord run, RunStore store, string dataRoot)
    {
        var folder = RunFolder.Of(dataRoot, run.Id);
        return new RunDetailsJson(
            RunJson.Of(run),
            JsonNode.Parse(run.SpecJson),
            [.. store.Attempts(run.Id).Select(AttemptJson.Of)],
            [.. Checkpoints(run.Id, store, folder)],
            [
                .. store
                    .Artifacts(run.Id)
                    .Select(file => new ArtifactJson(
                        Path.Combine(folder.Artifacts, file.Path),
                        file.Kind,
                        file.MediaType,
                        file.Size,
                        file.Sha256,
                        file.Attempt
                    )),
            ],
            folder.Root,
            folder.Manifest
        )
        {
            WaitReason = run.HasEnded || run.State == RunState.Running ? null : WaitReasons.Read(store, store.Clock).Of(run),
        };
    }

    /// <summary>Those saved and not yet rotated away, by step; one saved again at the same step counts once.</summary>
    public static IEnumerable<CheckpointJson> Checkpoints(string runId, RunStore store, RunFolder folder) =>
        store
            .EventsOf(runId, EventTypes.CheckpointSaved)
            .Select(record => Checkpoint(record, folder.Root))
            .GroupBy(checkpoint => checkpoint.Path)
            .Select(group => group.Last())
            .Where(checkpoint => Directory.Exists(checkpoint.Path))
            .OrderBy(checkpoint => checkpoint.Step);

    private static CheckpointJson Checkpoint(EventRecord record, string folder)
    {
        // {"step":1000,"path":"checkpoints/step-00001000","sha256":"…"}
        using var data = JsonDocument.Parse(record.Data);
        var root = data.RootElement;
        return new CheckpointJson(
            root.GetProperty("step").GetInt64(),
            Path.Combine(folder, root.GetProperty("path").GetString()!),
            root.GetProperty("sha256").GetString()!,
            record.Attempt
        );
    }
}
