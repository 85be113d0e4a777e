namespace Pawl.Llm.Calls;

/// <summary>Tokens as the provider counted them; all 0 when it did not say.</summary>
/// <param name="Input">Of the whole request, the cached ones included.</param>
/// <param name="CachedInput">The part of <paramref name="Input"/> that the provider had in a cache of its own and bills for less.</param>
/// <param name="Output">Of the answer, reasoning included.</param>
public sealed record TokenUsage(long Input, long CachedInput, long Output)
{
    public static TokenUsage None { get; } = new(0, 0, 0);

    public static TokenUsage operator +(TokenUsage left, TokenUsage right) =>
        new(left.Input + right.Input, left.CachedInput + right.CachedInput, left.Output + right.Output);
}
