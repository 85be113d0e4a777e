namespace Pawl.Text.Sampling;

/// <summary>One text to write.</summary>
/// <param name="Prompt">At least one token long.</param>
/// <param name="Number">Which sample of the seed, from 0: samples of one seed differ.</param>
public sealed record SampleRequest(string Prompt, int Number);
