using Pawl.Llm.Calls;
using Pawl.Llm.Prices;

namespace Pawl.Llm.Ledger;

/// <summary>What one event adds to the running sums.</summary>
internal readonly record struct LedgerChange(
    int Answered = 0,
    int Cached = 0,
    int Failed = 0,
    int Unknown = 0,
    TokenUsage? Usage = null,
    Dollars Cost = default,
    Dollars PossibleCost = default,
    int Unpriced = 0
)
{
    /// <param name="cost">Null when it is not known: what it may have cost counts then.</param>
    public static LedgerChange OfAnswer(TokenUsage usage, Dollars? cost, Dollars? possibleCost) =>
        new(
            Answered: 1,
            Usage: usage,
            Cost: cost ?? Dollars.Zero,
            PossibleCost: cost is null ? possibleCost ?? Dollars.Zero : Dollars.Zero,
            Unpriced: cost is null && possibleCost is null ? 1 : 0
        );

    public static LedgerChange OfUnknown(Dollars? possibleCost) =>
        new(Unknown: 1, PossibleCost: possibleCost ?? Dollars.Zero, Unpriced: possibleCost is null ? 1 : 0);
}
