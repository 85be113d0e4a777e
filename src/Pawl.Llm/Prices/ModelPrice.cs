using Pawl.Llm.Calls;

namespace Pawl.Llm.Prices;

/// <summary>What one model's tokens cost, each in 10⁻¹² dollars a token, which is the price in dollars for a million of them times 10⁶.</summary>
/// <param name="CachedInput">Of input the provider had in a cache of its own.</param>
/// <param name="MaximumOutput">The longest answer the model gives, in tokens; null when the list does not say.</param>
public sealed record ModelPrice(string Model, long Input, long CachedInput, long Output, int? MaximumOutput)
{
    public bool IsFree => Input == 0 && CachedInput == 0 && Output == 0;

    /// <returns>Null when the provider counted nothing although its tokens cost something.</returns>
    public Dollars? Cost(TokenUsage usage) =>
        IsFree ? Dollars.Zero
        : usage is { Input: 0, Output: 0 } ? null
        : new Dollars(
            checked(
                ((usage.Input - Math.Min(usage.CachedInput, usage.Input)) * Input)
                + (usage.CachedInput * CachedInput)
                + (usage.Output * Output)
            )
        );

    /// <summary>The most a call may cost: no input is cached, and the answer is as long as it may be.</summary>
    /// <returns>Null when nothing bounds the answer.</returns>
    public Dollars? Bound(ModelCall call) =>
        IsFree ? Dollars.Zero
        : (call.Sampling.MaximumOutputTokens ?? MaximumOutput) is { } most
            ? new Dollars(checked((TokenBound.OfInput(call) * Math.Max(Input, CachedInput)) + (most * Output)))
        : null;
}
