using System.Collections.ObjectModel;
using Dapper;
using Pawl.Runs.Model;

namespace Pawl.Runs.Store;

/// <summary>Where the metrics of runs stand. The values themselves are in the runs' journals.</summary>
public sealed partial class RunStore
{
    /// <summary>Most names listed: more fit no menu.</summary>
    private const int MostNames = 1000;

    /// <summary>Names of the metrics that any run has, in order; the first 1000.</summary>
    public IReadOnlyList<string> MetricNames() =>
        _database.Read(connection =>
            connection
                .Query<string>($"WITH RECURSIVE {LatestMetricRows.Names} SELECT name FROM names WHERE name IS NOT NULL LIMIT {MostNames}")
                .AsList()
        );

    /// <summary>Where some metrics of some runs stand, by run and name; nothing for a run that has none of them.</summary>
    /// <param name="names">Null for all of them.</param>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, LatestMetric>> LatestMetrics(
        IReadOnlyCollection<string> runIds,
        IReadOnlyCollection<string>? names = null
    )
    {
        if (runIds.Count == 0 || names is { Count: 0 })
        {
            return ReadOnlyDictionary<string, IReadOnlyDictionary<string, LatestMetric>>.Empty;
        }

        var chosen = names is null ? "(SELECT name FROM names WHERE name IS NOT NULL)" : "@names";
        var rows = _database.Read(connection =>
            connection
                .Query<MetricRow>(
                    $"""
                    {(names is null ? "WITH RECURSIVE " + LatestMetricRows.Names : "")}
                    SELECT run_id AS RunId, name, step, value, minimum, maximum FROM latest_metrics
                    WHERE name IN {chosen} AND run_id IN @runIds
                    """,
                    new { runIds, names }
                )
                .AsList()
        );
        return rows.GroupBy(row => row.RunId, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                IReadOnlyDictionary<string, LatestMetric> (group) =>
                    group.ToDictionary(
                        row => row.Name,
                        row => new LatestMetric(row.Name, row.Step, row.Value, row.Minimum, row.Maximum),
                        StringComparer.Ordinal
                    ),
                StringComparer.Ordinal
            );
    }

    private sealed class MetricRow
    {
        public string RunId { get; set; } = "";

        public string Name { get; set; } = "";

        public long Step { get; set; }

        public double Value { get; set; }

        public double Minimum { get; set; }

        public double Maximum { get; set; }
    }
}
