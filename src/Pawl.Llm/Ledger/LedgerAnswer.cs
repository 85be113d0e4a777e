using Pawl.Llm.Calls;

namespace Pawl.Llm.Ledger;

/// <summary>The answer the ledger holds for a call.</summary>
/// <param name="Sha256">Of the answer's text as UTF-8, lower-case hex.</param>
/// <param name="FromCache">It came from the cache and cost this run nothing.</param>
public sealed record LedgerAnswer(ModelAnswer Answer, string Sha256, bool FromCache);
