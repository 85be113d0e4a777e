using Dapper;
using Microsoft.Data.Sqlite;
using Pawl.Runs.Model;

namespace Pawl.Runs.Store;

/// <summary>Requests that may come twice and make one run. Key and run are stored in one transaction, so no death comes between them.</summary>
public sealed partial class RunStore
{
    /// <summary>The run that a request with this key made; null when none did.</summary>
    /// <exception cref="RequestConflictException">The key was used for something else.</exception>
    public RunRecord? Made(RequestKey request) => _database.Read(connection => Made(connection, request));

    /// <summary>As <see cref="Create"/>, unless a request with this key made a run before: then that run, as it stands now.</summary>
    /// <exception cref="RequestConflictException">The key was used for something else.</exception>
    public (RunRecord Run, bool IsNew) CreateOnce(NewRun run, RequestKey request, Actor? by = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(run.Workload);
        run.Retry.Check();
        return Once(request, connection => Insert(connection, run, by).ToRecord());
    }

    /// <summary>As <see cref="Retry"/>, unless a request with this key made a run before: then that run, as it stands now.</summary>
    /// <exception cref="RequestConflictException">The key was used for something else.</exception>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    public (RunRecord Run, bool IsNew) RetryOnce(string runId, RequestKey request, Actor? by = null) =>
        Once(request, connection => InsertRetry(connection, runId, by));

    private (RunRecord Run, bool IsNew) Once(RequestKey request, Func<SqliteConnection, RunRecord> make) =>
        _database.Write(connection =>
        {
            if (Made(connection, request) is { } earlier)
            {
                return (earlier, false);
            }

            var run = make(connection);
            connection.Execute(
                "INSERT INTO requests (key, fingerprint, run_id, created_at) VALUES (@Key, @Fingerprint, @Id, @now)",
                new
                {
                    request.Key,
                    request.Fingerprint,
                    run.Id,
                    now = Now,
                }
            );
            return (run, true);
        });

    private static RunRecord? Made(SqliteConnection connection, RequestKey request)
    {
        var row = connection.QuerySingleOrDefault<RequestRow>(
            "SELECT run_id AS RunId, fingerprint FROM requests WHERE key = @Key",
            new { request.Key }
        );
        if (row is not null && row.Fingerprint != request.Fingerprint)
        {
            throw new RequestConflictException(request.Key, row.RunId);
        }

        return row is null ? null : GetRow(connection, row.RunId).ToRecord();
    }

    private sealed class RequestRow
    {
        public string RunId { get; set; } = "";

        public string Fingerprint { get; set; } = "";
    }
}
