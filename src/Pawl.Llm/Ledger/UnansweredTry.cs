using Pawl.Llm.Calls;
using Pawl.Llm.Prices;

namespace Pawl.Llm.Ledger;

/// <summary>A try that brought no answer, or has not brought one yet.</summary>
/// <param name="Outcome"><c>failed</c>, <c>unknown</c>, or <c>open</c> while it is on its way.</param>
/// <param name="EndedAt">Null while it is on its way.</param>
/// <param name="FailureKind">Null while it is on its way, or when its process died.</param>
/// <param name="Status">HTTP status; null when there was none.</param>
/// <param name="PossibleCost">The most it may have cost; null when the model's price is not known.</param>
public sealed record UnansweredTry(
    long Id,
    CallSlot Slot,
    string Model,
    string Outcome,
    DateTimeOffset IntendedAt,
    DateTimeOffset? EndedAt,
    string? FailureKind,
    int? Status,
    string? RequestId,
    Dollars? PossibleCost
);
