using Dapper;

namespace Pawl.Runs.Store;

public sealed partial class RunStore
{
    /// <summary>Every profile that a run names, by workload: also those that are gone since.</summary>
    public IReadOnlyList<ProfileUse> ProfileUses() =>
        _database.Read(connection =>
            connection
                .Query<(string Profile, string Workload, long Runs, string LastRun)>(
                    """
                    SELECT profile, workload, count(*), max(id) FROM runs WHERE profile IS NOT NULL
                    GROUP BY profile, workload ORDER BY profile, workload
                    """
                )
                .Select(row => new ProfileUse(row.Profile, row.Workload, (int)row.Runs, row.LastRun))
                .ToList()
        );
}
