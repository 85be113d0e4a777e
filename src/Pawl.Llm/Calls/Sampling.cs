namespace Pawl.Llm.Calls;

/// <summary>How the model is to choose. What is null is not sent, and the model's own default holds.</summary>
/// <param name="Temperature">0 to 2.</param>
/// <param name="TopP">Above 0, at most 1.</param>
/// <param name="Seed">Asks the provider to repeat itself; none promises it.</param>
/// <param name="MaximumOutputTokens">At least 1; the answer is cut there. Also bounds what an unknown outcome may have cost.</param>
/// <param name="ReasoningEffort"><c>minimal</c>, <c>low</c>, <c>medium</c> or <c>high</c>, for models that reason.</param>
public sealed record Sampling(
    double? Temperature = null,
    double? TopP = null,
    long? Seed = null,
    int? MaximumOutputTokens = null,
    string? ReasoningEffort = null
);
