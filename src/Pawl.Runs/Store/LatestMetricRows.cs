using Dapper;
using Microsoft.Data.Sqlite;
using Pawl.Runs.Model;

namespace Pawl.Runs.Store;

/// <summary>
/// The rows of <c>latest_metrics</c>. They are derived from the journals of metrics and written a little later than these: after a death in
/// between they may be behind, or hold what was superseded, until the run's next attempt goes on or ends, which writes them anew.
/// </summary>
internal static class LatestMetricRows
{
    /// <summary>Every name that any run has, one seek in the key for each instead of a walk over all rows.</summary>
    public const string Names = """
        names (name) AS (
          SELECT min(name) FROM latest_metrics
          UNION ALL
          SELECT (SELECT min(name) FROM latest_metrics WHERE name > names.name) FROM names WHERE names.name IS NOT NULL
        )
        """;

    public static void Write(SqliteConnection connection, string runId, MetricChanges changes)
    {
        if (changes.IsWhole)
        {
            connection.Execute(
                $"WITH RECURSIVE {Names} DELETE FROM latest_metrics WHERE name IN (SELECT name FROM names WHERE name IS NOT NULL) AND run_id = @runId",
                new { runId }
            );
        }

        if (changes.Metrics.Count > 0)
        {
            Upsert(connection, runId, changes.Metrics);
        }
    }

    // By hand: one prepared statement for all rows, and no boxing of each value into a parameter object.
    private static void Upsert(SqliteConnection connection, string runId, IReadOnlyCollection<LatestMetric> metrics)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            INSERT INTO latest_metrics (name, run_id, step, value, minimum, maximum) VALUES (@name, @run, @step, @value, @minimum, @maximum)
            ON CONFLICT (name, run_id) DO UPDATE SET
              step = excluded.step, value = excluded.value, minimum = excluded.minimum, maximum = excluded.maximum
            """;
        var name = command.Parameters.Add("@name", SqliteType.Text);
        command.Parameters.Add("@run", SqliteType.Text).Value = runId;
        var step = command.Parameters.Add("@step", SqliteType.Integer);
        var value = command.Parameters.Add("@value", SqliteType.Real);
        var minimum = command.Parameters.Add("@minimum", SqliteType.Real);
        var maximum = command.Parameters.Add("@maximum", SqliteType.Real);
        command.Prepare();
        foreach (var metric in metrics)
        {
            (name.Value, step.Value, value.Value, minimum.Value, maximum.Value) = (
                metric.Name,
                metric.Step,
                metric.Value,
                metric.Minimum,
                metric.Maximum
            );
            command.ExecuteNonQuery();
        }
    }
}
