using Pawl.Llm.Calls;
using Pawl.Llm.Prices;

namespace Pawl.Llm.Ledger;

/// <summary>A call that has its answer, without the text.</summary>
/// <param name="Sha256">Of the answer's text as UTF-8, lower-case hex.</param>
/// <param name="Cost">Zero from the cache; null when it is not known.</param>
/// <param name="RequestId">The provider's; null from the cache or when it gave none.</param>
/// <param name="Model">That was asked; null from the cache.</param>
public sealed record AnsweredCall(
    CallSlot Slot,
    string Key,
    string Sha256,
    bool FromCache,
    DateTimeOffset AnsweredAt,
    TokenUsage Usage,
    Dollars? Cost,
    string? RequestId,
    string? Model
);
