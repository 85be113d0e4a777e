using Pawl.Runs.Durability;

namespace Pawl.Llm.Cache;

/// <summary>Looks after a cache as a whole: counts, checks and removes entries while runs may be using it.</summary>
public sealed class CacheKeeper(string folder, TimeProvider clock)
{
    /// <summary>A file that is being written takes milliseconds: one this old was left by a process that died.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromHours(1);

    /// <summary>Enough for what stands before an entry's model, and the longest name of one.</summary>
    private const int Beginning = 1024;

    private readonly CacheFiles _files = new(folder);

    public string Folder => _files.Folder;

    /// <param name="repair">Move damaged entries to quarantine.</param>
    public CacheValidation Validate(bool repair, CancellationToken cancellation)
    {
        var (sound, foreign) = (0L, 0L);
        var damages = new List<CacheDamage>();
        foreach (var path in _files.Entries())
        {
            cancellation.ThrowIfCancellationRequested();
            if (TemporaryName.Is(path))
            {
                continue;
            }

            if (CacheFiles.KeyOf(path) is not { } key)
            {
                foreign++;
            }
            else if (_files.Read(key) is not { } bytes)
            {
                // Removed since it was listed.
            }
            else if (CacheFormat.Read(bytes, key, out var reason) is not null)
            {
                sound++;
            }
            else
            {
                damages.Add(new CacheDamage(key, path, reason, repair ? _files.SetAside(key) : null));
            }
        }

        return new CacheValidation(sound, foreign, damages.OrderBy(damage => damage.Key).ToList());
    }

    public CacheStatistics Statistics(CancellationToken cancellation)
    {
        var (entries, bytes, foreign) = (0L, 0L, 0L);
        DateTimeOffset? oldest = null;
        DateTimeOffset? newest = null;
        var models = new SortedDictionary<string, CacheModelCount>(StringComparer.Ordinal);
        foreach (var path in _files.Entries())
        {
            cancellation.ThrowIfCancellationRequested();
            var file = new FileInfo(path);
            if (CacheFiles.KeyOf(path) is null)
            {
                foreign += TemporaryName.Is(path) ? 0 : 1;
                continue;
            }

            if (!file.Exists)
            {
                continue;
            }

            var time = new DateTimeOffset(file.LastWriteTimeUtc);
            var model = ModelOf(path) ?? CacheModelCount.Unreadable;
            var count = models.GetValueOrDefault(model) ?? new CacheModelCount(model, 0, 0);
            models[model] = count with { Entries = count.Entries + 1, Bytes = count.Bytes + file.Length };
            (entries, bytes) = (entries + 1, bytes + file.Length);
            oldest = oldest is { } old && old <= time ? old : time;
            newest = newest is { } latest && latest >= time ? latest : time;
        }

        return new CacheStatistics(entries, bytes, oldest, newest, [.. models.Values], _files.Quarantined().LongCount(), foreign);
    }

    /// <summary>Removes entries that fit what is asked. Files that are not the cache's own are left alone.</summary>
    /// <returns>What was, or would be, removed.</returns>
    public CachePurge Purge(CachePurgeOrder order, CancellationToken cancellation)
    {
        var (removed, bytes) = (0L, 0L);
        var now = clock.GetUtcNow();
        var candidates = order.Quarantined ? _files.Quarantined() : _files.Entries();
        foreach (var path in candidates.ToList())
        {
            cancellation.ThrowIfCancellationRequested();
            var file = new FileInfo(path);
            if (!file.Exists || !Fits(order, path, now - new DateTimeOffset(file.LastWriteTimeUtc)))
            {
                continue;
            }

            (removed, bytes) = (removed + 1, bytes + file.Length);
            if (!order.DryRun)
            {
                File.Delete(path);
            }
        }

        return new CachePurge(removed, bytes, order.DryRun);
    }

    private static bool Fits(CachePurgeOrder order, string path, TimeSpan age)
    {
        if (TemporaryName.Is(path))
        {
            return age > Abandoned;
        }

        return (order.Quarantined || CacheFiles.KeyOf(path) is not null)
            && (order.OlderThan is not { } limit || age > limit)
            && (order.Model is not { } model || ModelOf(path) == model);
    }

    private static string? ModelOf(string path)
    {
        try
        {
            using var file = File.OpenHandle(path);
            Span<byte> beginning = stackalloc byte[Beginning];
            return CacheFormat.ModelOf(beginning[..RandomAccess.Read(file, beginning, 0)]);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
