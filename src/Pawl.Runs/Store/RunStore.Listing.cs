using Dapper;
using Microsoft.Data.Sqlite;
using Pawl.Runs.Model;

namespace Pawl.Runs.Store;

/// <summary>Lists of runs, and what they can be filtered by.</summary>
public sealed partial class RunStore
{
    /// <summary>The runs in full; <see cref="Summaries"/> is far quicker where neither spec nor result is needed.</summary>
    /// <exception cref="ArgumentException">Limit, offset or sort of the query are not what they should be.</exception>
    public IReadOnlyList<RunRecord> List(RunQuery query) =>
        [.. Page<RunRow>(query, RunRow.Columns, row => row.Id).Select(row => row.ToRecord())];

    /// <summary>The runs as lists show them. 10,000 runs take milliseconds, however long their specs are.</summary>
    /// <inheritdoc cref="List"/>
    public IReadOnlyList<RunSummary> Summaries(RunQuery query) =>
        [.. Page<SummaryRow>(query, RunListing.SummaryColumns, row => row.Id).Select(row => row.ToSummary())];

    /// <summary>How many runs the query would list without its limit and offset.</summary>
    public int Count(RunQuery query)
    {
        var (sql, values) = RunListing.Count(query);
        return _database.Read(connection => connection.ExecuteScalar<int>(sql, values));
    }

    /// <summary>How many runs there are in each state; the states, limit and offset of the query are left aside.</summary>
    public IReadOnlyDictionary<RunState, int> CountsByState(RunQuery query) =>
        CountsBy("state", query with { States = null }).ToDictionary(row => StateWords.ParseRunState(row.Word), row => row.Count);

    /// <summary>The workloads that any run is of, with how many each, by name.</summary>
    public IReadOnlyList<(string Workload, int Runs)> WorkloadsInUse() =>
        [.. CountsBy("workload", new RunQuery()).OrderBy(row => row.Word, StringComparer.Ordinal).Select(row => (row.Word, row.Count))];

    /// <summary>The tags that any run has, with how many each, by name.</summary>
    public IReadOnlyList<(string Tag, int Runs)> TagsInUse() =>
        [
            .. CountsBy("tags", new RunQuery())
                .SelectMany(row => TagColumn.Read(row.Word).Select(tag => (Tag: tag, row.Count)))
                .GroupBy(item => item.Tag, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.OrdinalIgnoreCase)
                .Select(group => (group.Key, group.Sum(item => item.Count))),
        ];

    private List<CountRow> CountsBy(string column, RunQuery query)
    {
        var (sql, values) = RunListing.CountBy(column, query);
        return _database.Read(connection => connection.Query<CountRow>(sql, values).AsList());
    }

    private List<T> Page<T>(RunQuery query, string columns, Func<T, string> idOf)
    {
        if (query.Limit is < 1 or > 10_000 || query.Offset < 0)
        {
            throw new ArgumentException($"Expected a limit within 1..10000 and an offset from 0, got {query.Limit} and {query.Offset}.");
        }

        var (sql, values) = RunListing.PageOfIds(query, Now);
        return _database.Read(connection =>
        {
            var ids = connection.Query<string>(sql, values).AsList();
            var rows = ids.Chunk(ParametersAtOnce)
                .SelectMany(chunk => connection.Query<T>($"SELECT {columns} FROM runs WHERE id IN @chunk", new { chunk }))
                .ToDictionary(idOf, StringComparer.Ordinal);
            return ids.ConvertAll(id => rows[id]);
        });
    }

    /// <summary>Well below what SQLite allows in one statement.</summary>
    private const int ParametersAtOnce = 500;

    private sealed class CountRow
    {
        public string Word { get; set; } = "";

        public int Count { get; set; }
    }
}
