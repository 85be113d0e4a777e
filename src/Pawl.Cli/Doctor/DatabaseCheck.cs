using Microsoft.Data.Sqlite;
using Pawl.Cli.CommandLine;

namespace Pawl.Cli.Doctor;

/// <summary>The database of the data root, read and not touched: opening it as a verb does would bring its schema up to date.</summary>
internal static class DatabaseCheck
{
    public static Finding Look(string home)
    {
        var path = Path.Combine(home, DataRoot.DatabaseName);
        if (!File.Exists(path))
        {
            return new Finding("database", Verdict.Ok, "none yet; the first run creates it");
        }

        try
        {
            SQLitePCL.Batteries_V2.Init();
            var settings = new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false,
            };
            using var connection = new SqliteConnection(settings.ToString());
            connection.Open();
            return new Finding(
                "database",
                Verdict.Ok,
                $"schema {Ask(connection, "SELECT max(version) FROM schema")}, {Ask(connection, "SELECT count(*) FROM runs")} runs, "
                    + $"SQLite {connection.ServerVersion}"
            );
        }
        catch (SqliteException fault)
        {
            return new Finding(
                "database",
                Verdict.Wrong,
                $"{path}: {fault.Message}",
                "Restore it from a backup, or name another data root with --home."
            );
        }
    }

    private static object? Ask(SqliteConnection connection, string question)
    {
        using var command = connection.CreateCommand();
        command.CommandText = question;
        return command.ExecuteScalar();
    }
}
