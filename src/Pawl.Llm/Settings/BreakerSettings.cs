namespace Pawl.Llm.Settings;

/// <param name="Failures">Failures in a row that count as an outage.</param>
/// <param name="Pause">From opening to the first probe; doubles with each probe that fails.</param>
/// <param name="KeyTries">Refusals of one key after which calls fail at once.</param>
public sealed record BreakerSettings(int Failures, TimeSpan Pause, TimeSpan LongestPause, int KeyTries);
