using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Pawl.Web.Tests.Harness;

/// <summary>
/// Fills a database with as many runs as a team leaves in years, by SQL in few transactions: rows in <c>runs</c>, <c>attempts</c> and
/// <c>latest_metrics</c>, no files and no events. The same call makes the same runs, but for their times, which end now.
/// </summary>
internal static class ManyRuns
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const long Minute = 60_000;

    private static readonly string[] Ends = ["succeeded", "succeeded", "succeeded", "succeeded", "failed", "cancelled", "timed_out"];
    private static readonly string[] Groups = ["nightly", "sweep/lr", "sweep/width", "ablation", "paper/figure-3"];
    private static readonly string[] Names = ["shakespeare", "reviews", "wiki", "chess", "tokenize"];

    /// <summary>Name of a metric that every run has; <c>loss/validation</c> is the first.</summary>
    public static string MetricName(int number) =>
        number switch
        {
            0 => "loss/validation",
            1 => "loss/train",
            _ => string.Create(CultureInfo.InvariantCulture, $"layer/{number:00}/gradient"),
        };

    /// <returns>Ids, oldest first. The newest ten run (under a worker that is not there), the ten before them are queued.</returns>
    public static IReadOnlyList<string> Add(Workbench bench, int runs = 10_000, int metrics = 100)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(bench.DataRoot, "pawl.db")};Pooling=False;Foreign Keys=False"
        );
        connection.Open();
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var ids = Enumerable.Range(0, runs).Select(run => Id(now - ((runs - run) * 7 * Minute), run)).ToList();
        connection.Execute("PRAGMA cache_size = -200000; PRAGMA synchronous = OFF; BEGIN IMMEDIATE");
        AddRuns(connection, ids, now);
        AddMetrics(connection, ids, metrics);
        connection.Execute("COMMIT");
        return ids;
    }

    private static void AddRuns(SqliteConnection connection, List<string> ids, long now)
    {
        const string InsertRun = """
            INSERT INTO runs (id, workload, name, tags, profile, state, spec_json, created_at, started_at, ended_at, attempts, progress,
              message, failure_kind, failure_retryable, failure_message, failure_stack, result_json, retry_attempts, retry_backoff,
              retry_maximum_backoff, retry_jitter, retry_interruptions, budget_at, budget_attempt)
            VALUES (@id, @workload, @name, @tags, @profile, @state, @spec, @created, @started, @ended, 1, @progress,
              @message, @failure, @retryable, @failureMessage, @stack, @result, 3, 1000, 60000, 0.3, 20, @created, 1)
            """;
        const string InsertAttempt = """
            INSERT INTO attempts (run_id, number, state, queued_at, not_before, started_at, ended_at, worker_id, worker_machine, worker_boot,
              worker_process, worker_start, lease_expires_at)
            VALUES (@id, 1, @state, @created, @created, @started, @ended, @worker, @worker, 'boot', 1, 1, @lease)
            """;
        var spec = $$"""{"data":{"corpus":"files"},"notes":"{{new string('x', 2000)}}","workload":"text"}""";
        for (var run = 0; run < ids.Count; run++)
        {
            var left = ids.Count - run;
            var state =
                left <= 10 ? "running"
                : left <= 20 ? "queued"
                : Ends[run % Ends.Length];
            var created = now - (left * 7 * Minute);
            var isEnd = left > 20;
            var started = state == "queued" ? (long?)null : created + 2000;
            var failed = state is "failed" or "timed_out";
            var row = new
            {
                id = ids[run],
                workload = run % 3 == 0 ? "command" : "text",
                name = run % 50 == 49 ? null : string.Create(CultureInfo.InvariantCulture, $"{Names[run % Names.Length]} {run:00000}"),
                tags = run % 4 == 0 ? "" : $" {Groups[run % Groups.Length]}{(run % 8 == 1 ? " keep" : "")} ",
                profile = run % 5 == 0 ? "fast_local" : null,
                state,
                spec,
                created,
                started,
                ended = isEnd ? created + 2000 + (run % 97 * 13_000) : (long?)null,
                progress = state == "succeeded" ? 1
                : state == "queued" ? 0
                : run % 100 / 100.0,
                message = state == "queued" ? null : $"step {run % 100 * 20} of 2,000, loss {1.2 + (run % 31 / 50.0):F2}",
                failure = failed ? "exit_code" : null,
                retryable = failed ? 1 : (int?)null,
                failureMessage = failed ? "The program ended with exit code 1: a batch had the wrong shape." : null,
                stack = failed ? new string('s', 3000) : null,
                result = state == "succeeded" ? """{"steps":2000}""" : null,
                worker = started is null ? null : "seed",
                lease = state == "running" ? now + (24 * 60 * Minute) : (long?)null,
            };
            connection.Execute(InsertRun, row);
            connection.Execute(InsertAttempt, row);
        }
    }

    // In the order of the key, so that each row goes to the end of its tree.
    private static void AddMetrics(SqliteConnection connection, List<string> ids, int metrics)
    {
        using var insert = connection.CreateCommand();
        insert.CommandText =
            "INSERT INTO latest_metrics (name, run_id, step, value, minimum, maximum) VALUES (@name, @run, 2000, @value, @low, @high)";
        var (name, run) = (insert.Parameters.Add("@name", SqliteType.Text), insert.Parameters.Add("@run", SqliteType.Text));
        var value = insert.Parameters.Add("@value", SqliteType.Real);
        var (low, high) = (insert.Parameters.Add("@low", SqliteType.Real), insert.Parameters.Add("@high", SqliteType.Real));
        insert.Prepare();
        foreach (var metric in Enumerable.Range(0, metrics).OrderBy(MetricName, StringComparer.Ordinal))
        {
            name.Value = MetricName(metric);
            for (var at = 0; at < ids.Count; at++)
            {
                var last = 0.9 + ((at * 7919L) + (metric * 104_729L)) % 10_007 / 5000.0;
                (run.Value, value.Value, low.Value, high.Value) = (ids[at], last, last - 0.1, last + 3);
                insert.ExecuteNonQuery();
            }
        }
    }

    /// <summary>As <c>RunId</c> lays them out: 10 characters of milliseconds, 16 that count here.</summary>
    private static string Id(long milliseconds, int number)
    {
        Span<char> id = stackalloc char[26];
        for (var at = 9; at >= 0; at--, milliseconds >>= 5)
        {
            id[at] = Alphabet[(int)(milliseconds & 31)];
        }

        for (var at = 25; at >= 10; at--, number >>= 5)
        {
            id[at] = Alphabet[number & 31];
        }

        return new string(id);
    }
}
