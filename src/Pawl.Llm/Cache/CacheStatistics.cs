namespace Pawl.Llm.Cache;

/// <param name="Bytes">Of the entries' files.</param>
/// <param name="Oldest">When the entry untouched for longest was written; null when there is none.</param>
/// <param name="Models">By name.</param>
/// <param name="Foreign">Files that are no entries, by their name or place.</param>
public sealed record CacheStatistics(
    long Entries,
    long Bytes,
    DateTimeOffset? Oldest,
    DateTimeOffset? Newest,
    IReadOnlyList<CacheModelCount> Models,
    long Quarantined,
    long Foreign
);
