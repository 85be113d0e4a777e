namespace Pawl.Llm.Queue;

/// <summary>A queue at one moment.</summary>
/// <param name="Depth">Calls that wait for a place. Those that wait out a backoff or a breaker hold none and ask for none.</param>
/// <param name="InFlight">Calls on their way.</param>
/// <param name="Submitted">Calls so far, each once however often it was tried.</param>
/// <param name="Completed">Of those, answered.</param>
/// <param name="Failed">Of those, given up.</param>
/// <param name="Ceiling">Most calls on their way, by the settings.</param>
/// <param name="Limit">Most calls on their way just now.</param>
public sealed record CallQueueSnapshot(int Depth, int InFlight, long Submitted, long Completed, long Failed, int Ceiling, int Limit);
