using Dapper;
using Microsoft.Data.Sqlite;
using Pawl.Runs.Model;
using Pawl.Runs.Store;

namespace Pawl.Runs.Tests.Store;

/// <summary>A store over a real file in a folder of its own, with a clock that the test moves and seeded randomness.</summary>
internal sealed class StoreFixture : IDisposable
{
    public StoreFixture(Random? random = null)
    {
        DataRoot = Directory.CreateTempSubdirectory("pawl-store-").FullName;
        Store = RunStore.Open(DatabasePath, Time, random ?? new Random(1));
    }

    public string DataRoot { get; }

    public string DatabasePath => Path.Combine(DataRoot, "pawl.db");

    public ManualTime Time { get; } = new();

    public RunStore Store { get; }

    public static WorkerIdentity Worker(string id) => new(id, "machine", "boot", 1234, 99);

    public static NewRun Run(RetryPolicy? retry = null, string? name = "a run") =>
        new("command", name, null, """{"argv":["true"]}""", retry ?? RetryPolicy.Default, null);

    public RunRecord Create(RetryPolicy? retry = null) => Store.Create(Run(retry));

    public ClaimedAttempt Claim(string worker = "w1") =>
        Store.Claim(Worker(worker)) ?? throw new InvalidOperationException("Expected a due attempt, found none.");

    public RunRecord End(Lease lease, AttemptState state, bool retryable = false, string? result = null) =>
        Store.EndAttempt(lease, new AttemptEnd(state, state == AttemptState.Succeeded ? null : new("test", retryable, "as asked"), result));

    /// <summary>SQL past the store, as a person with the sqlite3 program would run it.</summary>
    public void Tamper(string sql, object? values = null)
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False;Foreign Keys=False");
        connection.Open();
        connection.Execute("DROP TRIGGER IF EXISTS events_are_not_changed; DROP TRIGGER IF EXISTS events_are_not_removed;");
        connection.Execute(sql, values);
    }

    public void Dispose()
    {
        Store.Dispose();
        Directory.Delete(DataRoot, recursive: true);
    }
}
