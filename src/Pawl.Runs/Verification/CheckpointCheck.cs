using Pawl.Runs.Artifacts;
using Pawl.Runs.Durability;
using Pawl.Runs.Events;
using Pawl.Runs.Manifests;
using Pawl.Runs.Store;

namespace Pawl.Runs.Verification;

/// <summary>
/// Re-hashes every checkpoint on disk against the last <c>checkpoint.saved</c> event of its folder, or the manifest's entry, and finds those
/// the manifest of a closed run lists as kept but the disk lacks. A checkpoint that neither tells of was committed by a host whose worker died
/// before it heard of it: there is nothing to hold it against.
/// </summary>
internal static class CheckpointCheck
{
    private const string What = "checkpoint";

    public static IEnumerable<VerificationFinding> Run(string dataRoot, RunFolder folder, RunSnapshot snapshot, RunManifest? manifest)
    {
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var kept in manifest?.Checkpoints ?? [])
        {
            hashes[kept.Path] = kept.Sha256;
        }
        foreach (var row in snapshot.Events.Where(row => row.Type == EventTypes.CheckpointSaved))
        {
            if (EventData.Text(row, "path") is { } path && EventData.Text(row, "sha256") is { } hash)
            {
                hashes[path] = hash;
            }
        }
        foreach (var path in OnDisk(folder))
        {
            var name = Path.GetRelativePath(folder.Root, path).Replace('\\', '/');
            if (hashes.TryGetValue(name, out var expected) && HashOf(path) is { } actual && actual != expected)
            {
                yield return new(What, Path.GetRelativePath(dataRoot, path), $"hash {expected}", actual);
            }
        }
        if (!snapshot.IsClosed)
        {
            // A running attempt drops checkpoints that an earlier end's manifest lists.
            yield break;
        }
        foreach (var kept in manifest?.Checkpoints ?? [])
        {
            var path = Path.Combine(folder.Root, kept.Path);
            if (!Directory.Exists(path))
            {
                yield return new(What, Path.GetRelativePath(dataRoot, path), "a folder, as the manifest lists it as kept", "none");
            }
        }
    }

    private static IEnumerable<string> OnDisk(RunFolder folder) =>
        Directory.Exists(folder.Checkpoints)
            ? Directory.EnumerateDirectories(folder.Checkpoints).Where(path => !TemporaryName.Is(path)).Order(StringComparer.Ordinal)
            : [];

    /// <returns>Null when a running attempt dropped the checkpoint meanwhile.</returns>
    private static string? HashOf(string path)
    {
        try
        {
            return CheckpointHash.Of(path);
        }
        catch (IOException) when (!Directory.Exists(path))
        {
            return null;
        }
    }
}
