namespace Pawl.Text.Sampling;

/// <summary>A text that was written.</summary>
/// <param name="Text">Without the prompt.</param>
/// <param name="Tokens">How many it is.</param>
public sealed record TextSample(SampleRequest Request, string Text, int Tokens);
