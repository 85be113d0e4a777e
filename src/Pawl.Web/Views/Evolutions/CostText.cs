using Pawl.Llm.Ledger;

namespace Pawl.Web.Views.Evolutions;

/// <summary>What calls cost, in words.</summary>
internal static class CostText
{
    /// <summary>Such as <c>$0.31</c>, <c>$0.31 and 4 calls of unknown price</c>, <c>unknown</c>.</summary>
    public static string Of(LedgerSums sums) =>
        sums.Unpriced == 0 ? sums.Cost.ToString()
        : sums.Cost.Pico == 0 ? "unknown"
        : $"{sums.Cost} and {Calls(sums.Unpriced)} of unknown price";

    /// <summary>Such as <c>2 calls of unknown outcome, at most $0.02 more</c>; null when there is none.</summary>
    public static string? Unknown(LedgerSums sums) =>
        sums.Unknown == 0
            ? null
            : $"{(sums.Unknown == 1 ? "1 try" : $"{EvolveRuns.Number(sums.Unknown)} tries")} of unknown outcome, "
                + (sums.PossibleCost.Pico > 0 ? $"at most {sums.PossibleCost} more" : "at an unknown price");

    public static string Calls(long count) => count == 1 ? "1 call" : $"{EvolveRuns.Number(count)} calls";
}
