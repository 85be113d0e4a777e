using Dapper;
using Microsoft.Data.Sqlite;
using Pawl.Runs.Model;

namespace Pawl.Runs.Store;

/// <summary>All rows of one run at one moment: what verification checks the files and the event chain against.</summary>
internal sealed record RunSnapshot(
    RunRow Run,
    IReadOnlyList<AttemptRow> Attempts,
    IReadOnlyList<ArtifactTableRow> Artifacts,
    IReadOnlyList<RawEvent> Events
)
{
    /// <summary>True when no attempt is queued or running: what the run left does not change then.</summary>
    public bool IsClosed => Attempts.All(attempt => attempt.AttemptState.IsEnd());

    public static RunSnapshot Of(SqliteConnection connection, RunRow run) =>
        new(
            run,
            connection
                .Query<AttemptRow>($"SELECT {AttemptRow.Columns} FROM attempts WHERE run_id = @Id ORDER BY number", new { run.Id })
                .AsList(),
            connection
                .Query<ArtifactTableRow>(
                    $"SELECT {ArtifactTableRow.Columns} FROM artifacts WHERE run_id = @Id ORDER BY path",
                    new { run.Id }
                )
                .AsList(),
            connection
                .Query<RawEvent>($"SELECT {RawEvent.Columns} FROM events WHERE run_id = @Id ORDER BY events.sequence", new { run.Id })
                .AsList()
        );
}
