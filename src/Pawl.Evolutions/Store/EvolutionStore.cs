using System.Data;
using Dapper;
using Microsoft.Data.Sqlite;
using Pawl.Evolutions.Records;
using Pawl.Runs.Store;

namespace Pawl.Evolutions.Store;

/// <summary>
/// What a run has made so far, on disk: which services are done, their lines, and what was set aside. Only the host of the run's attempt
/// writes it; what a method wrote is durable when its task ends. Safe to call from any thread.
/// </summary>
public sealed class EvolutionStore : IAsyncDisposable
{
    private static readonly IReadOnlyList<Migration> Migrations = Migration.Load(typeof(EvolutionStore).Assembly);

    private readonly Database _database;
    private readonly GroupCommit _writes;
    private readonly TimeProvider _time;

    private EvolutionStore(Database database, TimeProvider time)
    {
        _database = database;
        _writes = new GroupCommit(database);
        _time = time;
    }

    /// <exception cref="SchemaException">A newer program wrote it.</exception>
    public static EvolutionStore Open(string path, TimeProvider time)
    {
        var database = new Database(path);
        try
        {
            database.Exclusive(connection => SchemaMigrator.Migrate(connection, Migrations, time));
            return new EvolutionStore(database, time);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Reads of the same file.</summary>
    public EvolutionReader Reader => new(_database);

    public Task SetFactAsync(string name, string value) => _writes.WriteAsync(connection => SetFact(connection, name, value));

    /// <summary>Adds services in the order of the input, in transactions of some thousands: a crash leaves a beginning, and the next call goes on after it.</summary>
    public async Task AddServicesAsync(IEnumerable<NewService> services)
    {
        foreach (var part in services.Chunk(10_000))
        {
            await _writes.WriteAsync(connection =>
            {
                using var insert = connection.CreateCommand();
                insert.CommandText = "INSERT INTO services (ordinal, service_id, name, state) VALUES ($ordinal, $id, $name, 'pending')";
                var (ordinal, id) = (insert.Parameters.Add("$ordinal", SqliteType.Integer), insert.Parameters.Add("$id", SqliteType.Text));
                var name = insert.Parameters.Add("$name", SqliteType.Text);
                foreach (var service in part)
                {
                    (ordinal.Value, id.Value, name.Value) = (service.Ordinal, service.ServiceId, service.Name);
                    insert.ExecuteNonQuery();
                }
            });
        }
    }

    /// <summary>
    /// Makes the services that the last attempt was cut off in pending again; when that attempt came to its end, those that failed too:
    /// somebody asked for another try.
    /// </summary>
    public Task ReopenAsync() =>
        _writes.WriteAsync(connection =>
        {
            connection.Execute("UPDATE services SET state = 'pending' WHERE state = 'working'");
            if (connection.Execute("DELETE FROM facts WHERE name = @passed", new { passed = EvolutionFacts.Passed }) == 0)
            {
                return;
            }

            connection.Execute(
                """
                DELETE FROM quarantine WHERE ordinal IN (SELECT ordinal FROM services WHERE state = 'failed');
                UPDATE services SET state = 'pending', stage = NULL, kind = NULL, message = NULL, findings = 0 WHERE state = 'failed';
                """
            );
        });

    /// <summary>Notes that an attempt came to its end, so that a further one is a wish to try the failed services again.</summary>
    public Task PassedAsync() => SetFactAsync(EvolutionFacts.Passed, "yes");

    public Task BeginAsync(long ordinal) =>
        _writes.WriteAsync(connection =>
            connection.Execute(
                """
                DELETE FROM quarantine WHERE ordinal = @ordinal;
                UPDATE services SET state = 'working', started_at = @now, ended_at = NULL, findings = 0 WHERE ordinal = @ordinal;
                """,
                new { ordinal, now = Now() }
            )
        );

    /// <summary>The line and the state in one transaction: no line stands twice, none is lost.</summary>
    public Task FinishAsync(long ordinal, byte[] line, IReadOnlyList<QuarantineItem> findings) =>
        _writes.WriteAsync(connection =>
        {
            connection.Execute("INSERT INTO lines (ordinal, line) VALUES (@ordinal, @line)", new { ordinal, line });
            connection.Execute(
                "UPDATE services SET state = 'done', stage = NULL, kind = NULL, message = NULL, findings = @count, ended_at = @now WHERE ordinal = @ordinal",
                new
                {
                    ordinal,
                    count = findings.Count,
                    now = Now(),
                }
            );
            SetAside(connection, ordinal, findings);
        });

    public Task FailAsync(long ordinal, string stage, string kind, string message, IReadOnlyList<QuarantineItem> findings) =>
        _writes.WriteAsync(connection =>
        {
            connection.Execute(
                """
                UPDATE services SET state = 'failed', stage = @stage, kind = @kind, message = @message, findings = @count, ended_at = @now
                WHERE ordinal = @ordinal
                """,
                new
                {
                    ordinal,
                    stage,
                    kind,
                    message,
                    count = findings.Count,
                    now = Now(),
                }
            );
            SetAside(connection, ordinal, findings);
        });

    /// <summary>Findings of no service, such as lines of the input that cannot be read. Replaces those set aside before.</summary>
    public Task SetAsideAsync(IReadOnlyList<QuarantineItem> findings) =>
        _writes.WriteAsync(connection =>
        {
            connection.Execute("DELETE FROM quarantine WHERE ordinal IS NULL");
            SetAside(connection, null, findings);
        });

    public async ValueTask DisposeAsync()
    {
        await _writes.DisposeAsync();
        _database.Dispose();
    }

    private static void SetFact(IDbConnection connection, string name, string value) =>
        connection.Execute(
            "INSERT INTO facts (name, value) VALUES (@name, @value) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            new { name, value }
        );

    private void SetAside(IDbConnection connection, long? ordinal, IReadOnlyList<QuarantineItem> findings)
    {
        foreach (var finding in findings)
        {
            connection.Execute(
                """
                INSERT INTO quarantine (ordinal, service_id, stage, kind, message, raw, at)
                VALUES (@ordinal, @ServiceId, @Stage, @Kind, @Message, @Raw, @at)
                """,
                new
                {
                    ordinal,
                    finding.ServiceId,
                    finding.Stage,
                    finding.Kind,
                    finding.Message,
                    finding.Raw,
                    at = Now(),
                }
            );
        }
    }

    private long Now() => _time.GetUtcNow().ToUnixTimeMilliseconds();
}
