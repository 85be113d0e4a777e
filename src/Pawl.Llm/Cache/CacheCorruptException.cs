namespace Pawl.Llm.Cache;

/// <summary>A damaged entry that could not be set aside, since the cache's folder cannot be written. Concerns this one call only.</summary>
public sealed class CacheCorruptException(CacheDamage damage, Exception inner)
    : Exception(
        $"The cache entry '{damage.Path}' is damaged ({damage.Reason}) and could not be moved to quarantine: {inner.Message} "
            + "Make the cache's folder writable, or set cache.mode to refresh or off.",
        inner
    )
{
    public CacheDamage Damage { get; } = damage;
}
