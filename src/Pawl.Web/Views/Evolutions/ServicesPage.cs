using Pawl.Evolutions.Store;
using Pawl.Llm.Ledger;

namespace Pawl.Web.Views.Evolutions;

/// <summary>A page of the services of a run. Reading one costs as much however many services there are, unless a text is looked for.</summary>
/// <param name="Sums">Of the whole run.</param>
/// <param name="HasBefore">There are services before the first of the page.</param>
public sealed record ServicesPage(ServiceCounts Counts, LedgerSums Sums, IReadOnlyList<ServiceLine> Services, bool HasBefore, bool HasAfter)
{
    public static ServicesPage Empty { get; } = new(new ServiceCounts(0, 0, 0, 0), LedgerSums.None, [], false, false);

    /// <param name="count">Services of a page, at least 1.</param>
    public static ServicesPage Read(EvolveStores stores, ServicesAddress address, int count = ServicesAddress.PageSize)
    {
        if (stores.Evolution is not { } evolution)
        {
            return Empty with { Sums = stores.Sums };
        }

        var text = address.Text.Length == 0 ? null : address.Text;
        var isBack = address.Before is not null;
        // One more than the page shows tells whether there is another page.
        var rows = isBack
            ? evolution.ServicesBefore(address.State, text, address.Before!.Value, count + 1)
            : evolution.Services(address.State, text, address.After ?? -1, count + 1);
        var hasMore = rows.Count > count;
        var page = isBack ? rows.Skip(hasMore ? 1 : 0).ToList() : [.. rows.Take(count)];
        return new ServicesPage(
            evolution.Counts(),
            stores.Sums,
            Lines(evolution, stores.Calls, page),
            isBack ? hasMore : address.After is not null,
            isBack || hasMore
        );
    }

    private static List<ServiceLine> Lines(EvolutionReader evolution, CallLedgerReader? calls, List<ServiceRow> rows)
    {
        var stages = StagePlan.Of(evolution, calls);
        string[] units = [.. rows.Select(row => row.ServiceId)];
        var sums = calls?.UnitSums(units) ?? new Dictionary<string, LedgerSums>();
        var byUnit = (calls?.StageCalls(units) ?? []).ToLookup(row => row.Unit, StringComparer.Ordinal);
        return
        [
            .. rows.Select(row => new ServiceLine(
                row,
                StageProgress.Of(row, stages, byUnit[row.ServiceId]),
                sums.GetValueOrDefault(row.ServiceId, LedgerSums.None),
                byUnit[row.ServiceId].Sum(stage => stage.Retries)
            )),
        ];
    }
}

/// <summary>A service as the list shows it.</summary>
/// <param name="Retries">Tries beyond the first of each call.</param>
public sealed record ServiceLine(ServiceRow Service, StageProgress Progress, LedgerSums Sums, long Retries);
