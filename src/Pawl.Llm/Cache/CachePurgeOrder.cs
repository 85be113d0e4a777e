namespace Pawl.Llm.Cache;

/// <summary>Which entries to remove; conditions add up.</summary>
/// <param name="OlderThan">Written longer ago than this; null for any age.</param>
/// <param name="Model">Answers of this model; null for any.</param>
/// <param name="Quarantined">Of the damaged ones set aside, instead of those in use.</param>
/// <param name="DryRun">Count only.</param>
public sealed record CachePurgeOrder(TimeSpan? OlderThan, string? Model, bool Quarantined, bool DryRun);
