namespace Pawl.Llm.Calls;

/// <summary>What a model answered, before anybody tried to read it.</summary>
/// <param name="Text">Of the first choice; a refusal's text when it refused.</param>
/// <param name="Model">The model that answered, as the provider names it.</param>
/// <param name="FinishReason">As the provider says it: <c>stop</c>, <c>length</c>, <c>content_filter</c>…; empty when it does not.</param>
/// <param name="RequestId">The provider's id of the request, for its support; null when it gave none.</param>
public sealed record ModelAnswer(string Text, TokenUsage Usage, string Model, string FinishReason, string? RequestId);
