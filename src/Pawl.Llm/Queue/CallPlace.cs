namespace Pawl.Llm.Queue;

/// <summary>The right to have one call on its way. Given back by <see cref="CallQueue.Leave"/>, once.</summary>
/// <param name="Round">See <see cref="AdaptiveLimit.Round"/>.</param>
/// <param name="Tokens">What the call was taken to count as.</param>
internal sealed record CallPlace(int Round, long Tokens);
