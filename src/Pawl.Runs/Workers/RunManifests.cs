using System.Text.Json;
using System.Text.Json.Nodes;
using Pawl.Runs.Artifacts;
using Pawl.Runs.Events;
using Pawl.Runs.Manifests;
using Pawl.Runs.Model;
using Pawl.Runs.Store;

namespace Pawl.Runs.Workers;

/// <summary>Keeps the manifests of runs in step with the database, which they are drawn from.</summary>
public sealed class RunManifests(RunStore store, string dataRoot, TimeProvider time)
{
    /// <value>Runs looked at by <see cref="RefreshStale"/>: those that ended last, which is where a death left something to do.</value>
    private const int Recent = 50;

    /// <summary>Writes the manifest as an attempt starts, with the environment and the git commit of this process.</summary>
    public async Task BeginAsync(string runId, CancellationToken cancellation)
    {
        var git = await GitReader.ReadAsync(Environment.CurrentDirectory, time, cancellation);
        Write(Draw(runId) with { Environment = ManifestEnvironment.Current(Environment.GetCommandLineArgs()), Git = git });
    }

    /// <summary>Writes the manifest as the database has the run now; environment and commit stay those of the last start.</summary>
    public void Refresh(string runId) => Write(Draw(runId));

    /// <summary>
    /// Writes the manifest as it will be once the attempt has ended so, just before it ends: a death between the two leaves a run that is
    /// open, or one that is closed with the right manifest. Where the run goes on instead, it is written again right after.
    /// </summary>
    internal void Foretell(string runId, int attempt, AttemptEnd end)
    {
        var now = time.GetUtcNow();
        var manifest = Draw(runId);
        var cancelled =
            store.Get(runId).CancelReason is not null
            && (end.State is AttemptState.Interrupted or AttemptState.Waiting || end.Failure is { Retryable: true });
        Write(
            manifest with
            {
                Outcome = cancelled ? RunState.Cancelled.Word() : end.State.Word(),
                Failure = end.Failure,
                Result = Object(end.ResultJson) ?? manifest.Result,
                EndedAt = now,
                Attempts =
                [
                    .. manifest.Attempts.Select(item =>
                        item.Number == attempt ? item with { State = end.State.Word(), EndedAt = now, Failure = end.Failure } : item
                    ),
                ],
            }
        );
    }

    /// <summary>Writes again the manifests that a death kept from following their run's end.</summary>
    /// <returns>How many were.</returns>
    public int RefreshStale()
    {
        var ends = Enum.GetValues<RunState>().Where(state => state.IsEnd()).ToArray();
        var stale = store.List(new RunQuery { States = ends, Limit = Recent }).Where(IsStale).ToList();
        stale.ForEach(run => Refresh(run.Id));
        return stale.Count;
    }

    private bool IsStale(RunRecord run)
    {
        if (run.StartedAt is null)
        {
            return false; // it was cancelled before anything started, and left nothing
        }

        try
        {
            return ManifestReader.Read(RunFolder.Of(dataRoot, run.Id)) is not { } manifest
                || manifest.Outcome != run.State.Word()
                || manifest.Attempts.Count != run.Attempts;
        }
        catch (ManifestException)
        {
            return false; // damage is for `pawl verify` to show, not to paint over
        }
    }

    private RunManifest Draw(string runId)
    {
        var run = store.Get(runId);
        var folder = RunFolder.Of(dataRoot, runId);
        var earlier = ReadOrNull(folder);
        return new RunManifest
        {
            RunId = run.Id,
            Workload = run.Workload,
            Name = run.Name,
            Profile = run.Profile,
            Spec = Object(run.SpecJson) ?? [],
            Environment = earlier?.Environment ?? ManifestEnvironment.Current(Environment.GetCommandLineArgs()),
            Git = earlier?.Git,
            Datasets = [.. store.Datasets(runId).Select(item => new ManifestDataset(item.Path, item.Sha256, item.Size))],
            Attempts =
            [
                .. store
                    .Attempts(runId)
                    .Select(item => new ManifestAttempt(
                        item.Number,
                        item.State.Word(),
                        item.WorkerId,
                        item.StartedAt,
                        item.EndedAt,
                        item.ResumedStep,
                        item.Failure
                    )),
            ],
            Outcome = run.State.Word(),
            Failure = run.Failure,
            Result = Object(run.ResultJson),
            Artifacts =
            [
                .. store
                    .Artifacts(runId)
                    .Select(item => new ArtifactRecord(item.Path, item.Sha256, item.Size, item.MediaType, item.Kind, ArtifactScope.Run)),
            ],
            Checkpoints = Checkpoints(runId, folder),
            CreatedAt = run.CreatedAt,
            EndedAt = run.EndedAt,
        };
    }

    private List<ManifestCheckpoint> Checkpoints(string runId, RunFolder folder)
    {
        var byPath = new SortedDictionary<string, ManifestCheckpoint>(StringComparer.Ordinal);
        foreach (var saved in store.EventsOf(runId).Where(item => item.Type == EventTypes.CheckpointSaved))
        {
            using var data = JsonDocument.Parse(saved.Data);
            var root = data.RootElement;
            var path = root.GetProperty("path").GetString()!;
            byPath[path] = new ManifestCheckpoint(root.GetProperty("step").GetInt64(), path, root.GetProperty("sha256").GetString()!);
        }

        return [.. byPath.Values.Where(item => Directory.Exists(Path.Combine(folder.Root, item.Path)))];
    }

    private void Write(RunManifest manifest) => ManifestWriter.Write(RunFolder.Of(dataRoot, manifest.RunId), manifest);

    private static RunManifest? ReadOrNull(RunFolder folder)
    {
        try
        {
            return ManifestReader.Read(folder);
        }
        catch (ManifestException)
        {
            return null;
        }
    }

    private static JsonObject? Object(string? json) => json is null ? null : JsonNode.Parse(json) as JsonObject;
}
