namespace Pawl.Runs.Json;

/// <summary>Some events, in order.</summary>
/// <param name="Next">Go on after this position.</param>
/// <param name="HasMore">True when there were more.</param>
public sealed record EventPageJson(IReadOnlyList<EventJson> Events, long Next, bool HasMore);
