namespace Pawl.Text.Sampling;

/// <summary>How the next token is chosen.</summary>
/// <param name="Temperature">Logits are divided by it; 0 takes the most likely token always. At least 0.</param>
/// <param name="TopK">Only this many of the most likely tokens; 0 means all.</param>
/// <param name="TopP">Only the smallest set of most likely tokens that together reach this probability, in (0, 1]; 1 means all.</param>
/// <param name="Seed">The same seed gives the same text.</param>
public sealed record SamplingSettings(double Temperature, int TopK, double TopP, ulong Seed);
