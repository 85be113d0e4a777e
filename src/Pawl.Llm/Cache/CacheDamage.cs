namespace Pawl.Llm.Cache;

/// <summary>An entry that could not be used.</summary>
/// <param name="Reason">What was expected and what was found.</param>
/// <param name="MovedTo">Where the entry is now, to be looked at; null when it stays where it was.</param>
public sealed record CacheDamage(string Key, string Path, string Reason, string? MovedTo);
