using Pawl.Evolutions.Store;

namespace Pawl.Web.Views.Evolutions;

/// <summary>A page of what a run set aside, in the order in which it came up.</summary>
/// <param name="Kinds">Of all findings of the run.</param>
internal sealed record QuarantinePage(
    IReadOnlyList<(string Kind, long Count)> Kinds,
    IReadOnlyList<Stage> Stages,
    IReadOnlyList<QuarantineRow> Findings,
    bool HasBefore,
    bool HasAfter
)
{
    public static QuarantinePage Empty { get; } = new([], [], [], false, false);

    public long All => Kinds.Sum(kind => kind.Count);

    /// <param name="count">Findings of a page, at least 1.</param>
    public static QuarantinePage Read(EvolveStores stores, QuarantineAddress address, int count = QuarantineAddress.PageSize)
    {
        if (stores.Evolution is not { } evolution)
        {
            return Empty;
        }

        var service = address.Service.Length == 0 ? null : address.Service;
        var isBack = address.Before is not null;
        // One more than the page shows tells whether there is another page.
        var rows = isBack
            ? evolution.QuarantineBefore(service, address.Kind, address.Stage, address.Before!.Value, count + 1)
            : evolution.Quarantine(service, address.Kind, address.Stage, address.After ?? 0, count + 1);
        var hasMore = rows.Count > count;
        return new QuarantinePage(
            evolution.QuarantineKinds(),
            StagePlan.Of(evolution, stores.Calls),
            isBack ? [.. rows.Skip(hasMore ? 1 : 0)] : [.. rows.Take(count)],
            isBack ? hasMore : address.After is not null,
            isBack || hasMore
        );
    }
}
