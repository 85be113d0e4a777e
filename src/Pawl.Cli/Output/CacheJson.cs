using Pawl.Llm.Cache;

namespace Pawl.Cli.Output;

/// <summary><c>pawl cache stats --json</c>.</summary>
internal sealed record CacheStatisticsJson(
    string Folder,
    long Entries,
    long Bytes,
    DateTimeOffset? Oldest,
    DateTimeOffset? Newest,
    IReadOnlyList<CacheModelCount> Models,
    long Quarantined,
    long Foreign
)
{
    public static CacheStatisticsJson Of(string folder, CacheStatistics found) =>
        new(folder, found.Entries, found.Bytes, found.Oldest, found.Newest, found.Models, found.Quarantined, found.Foreign);
}

/// <summary><c>pawl cache validate --json</c>.</summary>
internal sealed record CacheValidationJson(string Folder, long Sound, long Foreign, IReadOnlyList<CacheDamage> Damaged)
{
    public static CacheValidationJson Of(string folder, CacheValidation found) => new(folder, found.Sound, found.Foreign, found.Damages);
}

/// <summary><c>pawl cache purge --json</c>.</summary>
internal sealed record CachePurgeJson(string Folder, long Removed, long Bytes, bool DryRun);
