using System.Security.Cryptography;
using Pawl.Runs.Artifacts;
using Pawl.Runs.Durability;

namespace Pawl.Learning.Checkpoints;

/// <summary>
/// The checkpoints of one training: <c>step-00001000/{*.safetensors, state.json}</c>. A checkpoint appears as a whole or not at all; old
/// ones go only after the new one is on disk. What to keep is decided from a list that travels inside the checkpoints, so a training that
/// was killed keeps the same ones as one that was not.
/// </summary>
/// <remarks>One store owns its folder at a time: the run's lease sees to that. Readers use <see cref="CheckpointFolders"/>.</remarks>
public sealed class CheckpointStore
{
    private const string RejectedPrefix = "rejected-";

    private readonly string _folder;
    private readonly string _identity;
    private readonly CheckpointRetention _retention;
    private readonly Action<string> _warn;
    private IReadOnlyList<CheckpointEntry> _kept = [];

    /// <summary>Takes over the folder and removes what killed writers left in it.</summary>
    /// <param name="folder">Created with the first checkpoint.</param>
    /// <param name="identity">Hash of everything two attempts must agree on (settings, data): a checkpoint of another identity is not used.</param>
    /// <param name="warn">Gets one line for each checkpoint that cannot be used.</param>
    public CheckpointStore(string folder, string identity, CheckpointRetention retention, Action<string> warn)
    {
        (_folder, _identity, _retention, _warn) = (Path.GetFullPath(folder), identity, retention, warn);
        TemporaryName.Sweep(_folder);
    }

    /// <summary>
    /// The newest good checkpoint, or null to start from the beginning. Each bad one above it is reported and moved aside to
    /// <c>rejected-step-…</c>, where a person can look at it and nothing finds it again.
    /// </summary>
    public Checkpoint? TakeLatest()
    {
        var latest = CheckpointFolders.Latest(_folder, _identity, Reject);
        _kept = latest?.Manifest.Kept ?? [];
        return latest;
    }

    /// <summary>True when a checkpoint with this metric would be kept as one of the best.</summary>
    public bool WouldKeepAsBest(long step, double metric) => _retention.WouldKeepAsBest(_kept, new CheckpointEntry(step, metric));

    /// <summary>
    /// Commits a checkpoint. Its metrics must be durable before (see <c>IRunContext.FlushAsync</c>): a resumed training reports nothing
    /// at or before it again. Call <see cref="Prune"/> once the commit was reported.
    /// </summary>
    public SavedCheckpoint Save(CheckpointDraft draft)
    {
        var kept = draft.IsInterim
            ? _kept
            : _retention.Keep([.. _kept.Where(entry => entry.Step != draft.Step), new(draft.Step, draft.Metric)]);
        var path = Path.Combine(_folder, CheckpointManifest.FolderName(draft.Step));
        AtomicFolder.Write(path, temporary => Fill(temporary, draft, kept));
        _kept = kept;
        return new SavedCheckpoint(draft.Step, path, CheckpointHash.Of(path));
    }

    /// <summary>Removes the checkpoints that retention lets go. After a regular checkpoint that is every folder not on its list.</summary>
    public void Prune()
    {
        var kept = _kept.Select(entry => entry.Step).ToHashSet();
        foreach (var step in CheckpointFolders.Steps(_folder).Where(step => !kept.Contains(step)))
        {
            Remove(Path.Combine(_folder, CheckpointManifest.FolderName(step)));
        }
    }

    private void Fill(string folder, CheckpointDraft draft, IReadOnlyList<CheckpointEntry> kept)
    {
        var files = new Dictionary<string, CheckpointFile>(StringComparer.Ordinal);
        foreach (var (name, write) in draft.Files)
        {
            var path = Path.Combine(folder, name);
            using (var stream = File.Create(path))
            {
                write(stream);
            }

            using var content = File.OpenRead(path);
            files.Add(name, new CheckpointFile(Convert.ToHexStringLower(SHA256.HashData(content)), content.Length));
        }

        var manifest = new CheckpointManifest(_identity, draft.Step, draft.Metric, draft.IsInterim, kept, files, draft.State);
        File.WriteAllBytes(Path.Combine(folder, CheckpointManifest.FileName), manifest.ToBytes());
    }

    private void Reject(long step, string reason)
    {
        var name = CheckpointManifest.FolderName(step);
        var aside = Path.Combine(_folder, RejectedPrefix + name);
        _warn($"The checkpoint {name} cannot be used and is moved to {RejectedPrefix}{name}: {reason}. The one before it is taken.");
        if (Directory.Exists(aside))
        {
            Directory.Delete(aside, recursive: true);
        }

        Directory.Move(Path.Combine(_folder, name), aside);
        DurableFolder.Flush(_folder);
    }

    /// <summary>Renames first: a death in the middle of the removal leaves a temporary name, not half a checkpoint.</summary>
    private static void Remove(string path)
    {
        var aside = $"{path}.tmp-{Environment.ProcessId}-pruned";
        Directory.Move(path, aside);
        Directory.Delete(aside, recursive: true);
    }
}
