namespace Pawl.Llm.Settings;

/// <param name="Folder">Absolute path; null for <c>cache/llm</c> below the data root.</param>
public sealed record CacheSettings(CacheMode Mode, string? Folder);
