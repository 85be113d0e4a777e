using Pawl.Runs.Store;

namespace Pawl.Runs.Verification;

/// <summary>
/// Checks everything a run left against everything else: files against hashes, rows against events, events against their chain. Reads only.
/// The rows are of one moment, the files are read after it: a file that a running attempt replaces meanwhile may be reported.
/// </summary>
public static class RunVerifier
{
    /// <returns>What is wrong, most fundamental first; empty when all is as it must be.</returns>
    /// <exception cref="FileNotFoundException">The data root holds no database.</exception>
    /// <exception cref="RunNotFoundException">No run has this id.</exception>
    /// <exception cref="SchemaException">The database is not one this program can read.</exception>
    public static IReadOnlyList<VerificationFinding> Verify(string dataRoot, string runId) => Verify(dataRoot, runId, TimeProvider.System);

    internal static IReadOnlyList<VerificationFinding> Verify(string dataRoot, string runId, TimeProvider clock)
    {
        var root = Path.GetFullPath(dataRoot);
        var database = Path.Combine(root, "pawl.db");
        if (!File.Exists(database))
        {
            throw new FileNotFoundException($"Expected a database at {database}, found none. Set PAWL_HOME to the data root.", database);
        }
        using var store = RunStore.Open(database, clock);
        var snapshot = store.Snapshot(runId);
        var folder = RunFolder.Of(root, runId);
        var (manifest, unreadable) = ManifestCheck.Read(root, folder, snapshot);
        return
        [
            .. EventChainCheck.Run(snapshot),
            .. HistoryCheck.Run(snapshot),
            .. ArtifactCheck.Run(root, folder, snapshot),
            .. CheckpointCheck.Run(root, folder, snapshot, manifest),
            .. JournalCheck.Run(root, folder),
            .. unreadable is null ? (VerificationFinding[])[] : [unreadable],
            .. manifest is null ? [] : ManifestCheck.Run(root, folder, snapshot, manifest),
        ];
    }
}
