using Pawl.Llm.Ledger;

namespace Pawl.Llm.Desk;

/// <summary>What a call came to.</summary>
/// <param name="Value">What the reader made of the answer.</param>
/// <param name="Source">Where the answer came from.</param>
/// <param name="Key">Of the question that was answered: the repairing one where the first answer could not be read.</param>
/// <param name="IsRepaired">The first answer could not be read.</param>
public sealed record CallResult<T>(T Value, AnswerSource Source, string Key, bool IsRepaired);
