namespace Pawl.Evolutions.Store;

/// <summary>One service of a run as lists show it.</summary>
/// <param name="Ordinal">Its place among the services of the input, from 0.</param>
/// <param name="Stage">Where it failed; null unless it did. So are <paramref name="Kind"/> and <paramref name="Message"/>.</param>
/// <param name="Findings">What was set aside while it was worked on.</param>
public sealed record ServiceRow(
    long Ordinal,
    string ServiceId,
    string Name,
    ServiceState State,
    string? Stage,
    string? Kind,
    string? Message,
    long Findings,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt
);
