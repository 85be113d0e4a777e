namespace Pawl.Llm.Cache;

/// <param name="Sound">Entries whose content has the SHA-256 it says.</param>
/// <param name="Foreign">Files that are no entries, by their name or place.</param>
/// <param name="Damages">By key.</param>
public sealed record CacheValidation(long Sound, long Foreign, IReadOnlyList<CacheDamage> Damages)
{
    /// <summary>No damaged entry is where a run would find it.</summary>
    public bool IsWhole => Damages.All(damage => damage.MovedTo is not null);
}
