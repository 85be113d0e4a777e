using Pawl.Runs.Model;
using Pawl.Runs.Store;
using Pawl.Runs.Waiting;

namespace Pawl.Web.Views.Runs;

/// <summary>A page of the list of runs: what the database holds of it at one moment.</summary>
/// <param name="Address">With a page number that exists.</param>
/// <param name="Total">Runs on all pages.</param>
/// <param name="Counts">Runs in each state under the other filters.</param>
/// <param name="HasAny">False in a data root without any run.</param>
public sealed record RunsList(
    RunsAddress Address,
    IReadOnlyList<RunSummary> Runs,
    int Total,
    IReadOnlyDictionary<RunState, int> Counts,
    bool HasAny,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, LatestMetric>> Metrics
)
{
    private WaitReasons? Waits { get; init; }

    public int First => Total == 0 ? 0 : ((Address.Page - 1) * RunsAddress.PageSize) + 1;

    public int Last => First + Runs.Count - (Total == 0 ? 0 : 1);

    public int Pages => PagesOf(Total);

    /// <summary>Runs under the filters, the states aside.</summary>
    public int OfAllStates => Counts.Values.Sum();

    public static RunsList Read(RunStore store, RunsAddress address)
    {
        var counts = store.CountsByState(address.Query);
        var total = counts.Where(count => address.States.Count == 0 || address.States.Contains(count.Key)).Sum(count => count.Value);
        var shown = address.OnPage(Math.Clamp(address.Page, 1, PagesOf(total)));
        var runs = total == 0 ? [] : store.Summaries(shown.Query);
        var names = shown.Columns.Select(column => column.Metric).OfType<string>().ToList();
        return new RunsList(
            shown,
            runs,
            total,
            counts,
            counts.Count > 0 || store.Count(new RunQuery()) > 0,
            store.LatestMetrics([.. runs.Select(run => run.Id)], names)
        )
        {
            Waits = runs.Any(run => run.State is RunState.Queued or RunState.Retrying) ? WaitReasons.Read(store, store.Clock) : null,
        };
    }

    public LatestMetric? Metric(RunSummary run, string name) =>
        Metrics.TryGetValue(run.Id, out var metrics) && metrics.TryGetValue(name, out var metric) ? metric : null;

    /// <summary>Why a run that is not worked on waits; null when it does not.</summary>
    public string? WaitReason(RunSummary run) => Waits?.Of(run.Id, run.State);

    private static int PagesOf(int total) => Math.Max(1, (total + RunsAddress.PageSize - 1) / RunsAddress.PageSize);
}
