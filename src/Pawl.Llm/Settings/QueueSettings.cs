namespace Pawl.Llm.Settings;

/// <param name="Concurrency">Most calls on their way at once, over all runs of the process.</param>
/// <param name="Adaptive">Fewer than that after a 429, until calls succeed again.</param>
/// <param name="RequestsPerMinute">0 for no limit.</param>
/// <param name="TokensPerMinute">Input and output; 0 for no limit.</param>
public sealed record QueueSettings(int Concurrency, bool Adaptive, long RequestsPerMinute, long TokensPerMinute);
