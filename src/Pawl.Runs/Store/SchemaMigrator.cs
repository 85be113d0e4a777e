using Dapper;
using Microsoft.Data.Sqlite;

namespace Pawl.Runs.Store;

/// <summary>
/// Brings a database to the newest known schema. Each step and its row in <c>schema</c> commit together, so a crash leaves the schema at
/// a whole version; several processes may do it at once, the write lock orders them.
/// </summary>
public static class SchemaMigrator
{
    /// <exception cref="SchemaException">An applied step differs from the known one, or the database is newer than this program.</exception>
    public static void Migrate(SqliteConnection connection, IReadOnlyList<Migration> known, TimeProvider clock)
    {
        if (HasSchemaTable(connection) && Check(connection, known) == known.Count)
        {
            return;
        }
        while (ApplyNext(connection, known, clock)) { }
    }

    private static bool ApplyNext(SqliteConnection connection, IReadOnlyList<Migration> known, TimeProvider clock)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        connection.Execute(
            """
            CREATE TABLE IF NOT EXISTS schema (
              version    INTEGER NOT NULL PRIMARY KEY,
              name       TEXT NOT NULL,
              checksum   TEXT NOT NULL,
              applied_at INTEGER NOT NULL
            )
            """
        );
        var applied = Check(connection, known);
        if (applied == known.Count)
        {
            transaction.Commit();
            return false;
        }
        var next = known[applied];
        connection.Execute(next.Sql);
        connection.Execute(
            "INSERT INTO schema (version, name, checksum, applied_at) VALUES (@Version, @Name, @Checksum, @now)",
            new
            {
                next.Version,
                next.Name,
                next.Checksum,
                now = clock.GetUtcNow().ToUnixTimeMilliseconds(),
            }
        );
        transaction.Commit();
        return true;
    }

    /// <returns>How many of the known steps are applied.</returns>
    private static int Check(SqliteConnection connection, IReadOnlyList<Migration> known)
    {
        var applied = connection.Query<AppliedRow>("SELECT version, name, checksum FROM schema ORDER BY version").AsList();
        foreach (var row in applied)
        {
            if (row.Version > known.Count)
            {
                throw new SchemaException(
                    $"{connection.DataSource}: the database has schema version {applied[^1].Version}, this program knows versions up to "
                        + $"{known.Count}. Use the newer pawl that wrote it, or set PAWL_HOME to another data root."
                );
            }
            var expected = known[(int)row.Version - 1];
            if (row.Checksum != expected.Checksum)
            {
                throw new SchemaException(
                    $"{connection.DataSource}: schema step {row.Version:0000}-{row.Name} was applied with checksum {row.Checksum}, this "
                        + $"program's has {expected.Checksum}: the step was edited after it was applied. Use the pawl that wrote the "
                        + "database, or restore the original step and put the change into a new one."
                );
            }
        }
        return applied.Count;
    }

    private static bool HasSchemaTable(SqliteConnection connection) =>
        connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema'") == 1;

    private sealed class AppliedRow
    {
        public long Version { get; set; }

        public string Name { get; set; } = "";

        public string Checksum { get; set; } = "";
    }
}
