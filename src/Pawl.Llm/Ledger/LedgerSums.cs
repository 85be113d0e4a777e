using Pawl.Llm.Calls;
using Pawl.Llm.Prices;

namespace Pawl.Llm.Ledger;

/// <summary>What a run, a stage of it or a unit of it came to so far.</summary>
/// <param name="Answered">Calls a model answered: each was paid for.</param>
/// <param name="Cached">Calls answered from the cache, for nothing.</param>
/// <param name="Failed">Tries that certainly brought nothing.</param>
/// <param name="Unknown">Tries that may have been answered and billed, though no answer arrived.</param>
/// <param name="Usage">Of the answered calls.</param>
/// <param name="Cost">Of the answered calls whose cost is known.</param>
/// <param name="PossibleCost">At most this much more: tries of unknown outcome, and answers whose tokens the provider did not count.</param>
/// <param name="Unpriced">Answered calls and unknown tries that are in neither sum, since their model has no known price.</param>
public sealed record LedgerSums(
    long Answered,
    long Cached,
    long Failed,
    long Unknown,
    TokenUsage Usage,
    Dollars Cost,
    Dollars PossibleCost,
    long Unpriced
)
{
    public static LedgerSums None { get; } = new(0, 0, 0, 0, TokenUsage.None, Dollars.Zero, Dollars.Zero, 0);
}
