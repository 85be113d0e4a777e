namespace Pawl.Llm.Calls;

/// <summary>The JSON schema an answer is to follow.</summary>
/// <param name="Name">Letters, digits, <c>_</c> and <c>-</c>, at most 64: providers ask for one.</param>
/// <param name="Json">The schema itself as compact JSON; part of the cache key.</param>
public sealed record AnswerSchema(string Name, string Json);
