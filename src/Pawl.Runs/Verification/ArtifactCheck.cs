using Pawl.Runs.Artifacts;
using Pawl.Runs.Events;
using Pawl.Runs.Store;

namespace Pawl.Runs.Verification;

/// <summary>
/// Re-hashes every artifact and dataset and holds it against its row, and the row against the last <c>artifact.saved</c> event of its path.
/// </summary>
internal static class ArtifactCheck
{
    private const string What = "artifact";

    public static IEnumerable<VerificationFinding> Run(string dataRoot, RunFolder folder, RunSnapshot snapshot)
    {
        var saved = snapshot
            .Events.Where(row => row.Type == EventTypes.ArtifactSaved)
            .GroupBy(row => (EventData.Text(row, "scope") ?? "", EventData.Text(row, "path") ?? ""))
            .ToDictionary(events => events.Key, events => events.Last());
        foreach (var row in snapshot.Artifacts)
        {
            var root = row.ArtifactScope == ArtifactScope.Data ? dataRoot : folder.Artifacts;
            var path = Path.GetFullPath(Path.Combine(root, row.Path));
            var where = Path.GetRelativePath(dataRoot, path);
            if (!path.StartsWith(Path.GetFullPath(root) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                yield return new(What, $"row '{row.Path}' of run {snapshot.Run.Id}", $"a path inside {root}", path);
                continue;
            }
            if (FileFinding(where, path, row) is { } finding)
            {
                yield return finding;
            }
            var told = saved.TryGetValue((row.Scope, row.Path), out var last) ? EventData.Text(last, "sha256") : null;
            if (told != row.Sha256)
            {
                yield return new(
                    What,
                    where,
                    $"SHA-256 {told ?? "(no artifact.saved event)"}, as its event tells",
                    $"{row.Sha256} in its row"
                );
            }
        }
        foreach (var (_, path) in saved.Keys.Except(snapshot.Artifacts.Select(row => (row.Scope, row.Path))))
        {
            yield return new(What, $"'{path}' of run {snapshot.Run.Id}", "a row, as its artifact.saved event tells", "none");
        }
    }

    private static VerificationFinding? FileFinding(string where, string path, ArtifactTableRow row)
    {
        if (!File.Exists(path))
        {
            return new(What, where, $"a file of {row.Size} bytes", "no file");
        }
        var size = new FileInfo(path).Length;
        var hash = FileHash.Sha256(path);
        return hash == row.Sha256 && size == row.Size
            ? null
            : new(What, where, $"{row.Size} bytes with SHA-256 {row.Sha256}", $"{size} bytes with SHA-256 {hash}");
    }
}
