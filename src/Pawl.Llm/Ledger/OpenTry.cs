using Pawl.Llm.Calls;
using Pawl.Llm.Prices;

namespace Pawl.Llm.Ledger;

/// <summary>A request whose end is not known: on its way, or sent by a process that died, or given up after it was sent.</summary>
/// <param name="PossibleCost">The most it may have cost; null when the model's price is not known.</param>
/// <param name="FailureKind">Why it was given up; null when its process died, or while it is on its way.</param>
public sealed record OpenTry(
    long Id,
    CallSlot Slot,
    string Key,
    string Model,
    DateTimeOffset IntendedAt,
    Dollars? PossibleCost,
    string? FailureKind
);
