using Dapper;
using Microsoft.Data.Sqlite;
using Pawl.Runs.Artifacts;
using Pawl.Runs.Model;

namespace Pawl.Runs.Store;

public sealed partial class RunStore
{
    private const int MostCandidates = 10;

    /// <summary>The run with this id, or the only one whose id starts with it. Letter case does not matter.</summary>
    /// <returns>Null when there is none.</returns>
    /// <exception cref="AmbiguousRunException">Several ids start with it.</exception>
    public RunRecord? Find(string idOrUniquePrefix)
    {
        if (RunId.Normalize(idOrUniquePrefix) is not { } prefix)
        {
            return null;
        }
        // '~' sorts after every character of an id, so the range holds exactly the ids with the prefix.
        var rows = _database.Read(connection =>
            connection
                .Query<RunRow>(
                    $"SELECT {RunRow.Columns} FROM runs WHERE id >= @prefix AND id < @end ORDER BY id DESC LIMIT {MostCandidates}",
                    new { prefix, end = prefix + "~" }
                )
                .AsList()
        );
        return rows.Count switch
        {
            0 => null,
            1 => rows[0].ToRecord(),
            _ => throw new AmbiguousRunException(idOrUniquePrefix, [.. rows.Select(row => row.Id)]),
        };
    }

    /// <exception cref="RunNotFoundException">No run has this id.</exception>
    public RunRecord Get(string id) => _database.Read(connection => GetRow(connection, id)).ToRecord();

    /// <summary>The run's attempts, first to last; empty when there is no such run.</summary>
    public IReadOnlyList<AttemptRecord> Attempts(string runId) =>
        _database.Read(connection =>
            connection
                .Query<AttemptRow>($"SELECT {AttemptRow.Columns} FROM attempts WHERE run_id = @runId ORDER BY number", new { runId })
                .Select(row => row.ToRecord())
                .ToList()
        );

    /// <summary>The files the run left, by path; empty when there is no such run.</summary>
    public IReadOnlyList<ArtifactRow> Artifacts(string runId) => Artifacts(runId, ArtifactScope.Run);

    /// <summary>The prepared files the run read, by path; empty when there is no such run.</summary>
    public IReadOnlyList<ArtifactRow> Datasets(string runId) => Artifacts(runId, ArtifactScope.Data);

    private List<ArtifactRow> Artifacts(string runId, ArtifactScope scope) =>
        _database.Read(connection =>
            connection
                .Query<ArtifactTableRow>(
                    $"SELECT {ArtifactTableRow.Columns} FROM artifacts WHERE run_id = @runId AND scope = @scope ORDER BY path",
                    new { runId, scope = scope.Word() }
                )
                .Select(row => row.ToRecord())
                .ToList()
        );

    /// <summary>All rows of a run, read in one transaction.</summary>
    /// <exception cref="RunNotFoundException">No run has this id.</exception>
    internal RunSnapshot Snapshot(string id) => _database.Read(connection => RunSnapshot.Of(connection, GetRow(connection, id)));

    private static RunRow GetRow(SqliteConnection connection, string id) =>
        connection.QuerySingleOrDefault<RunRow>($"SELECT {RunRow.Columns} FROM runs WHERE id = @id", new { id })
        ?? throw new RunNotFoundException(id);

    private static AttemptRow? FindAttempt(SqliteConnection connection, string runId, int number) =>
        connection.QuerySingleOrDefault<AttemptRow>(
            $"SELECT {AttemptRow.Columns} FROM attempts WHERE run_id = @runId AND number = @number",
            new { runId, number }
        );
}
