using Pawl.Llm.Calls;
using Pawl.Llm.Settings;

namespace Pawl.Llm.Cache;

/// <summary>
/// Answers of earlier runs, a file each, shared by all runs and processes of a data root. An entry is used only when its SHA-256 is right;
/// a damaged one is moved to quarantine and told of, and is then as if it had never been there. Only answers that could be read are
/// written, and failures never.
/// </summary>
/// <param name="folder">Such as <c>DATA_ROOT/cache/llm</c>; created by the first write.</param>
/// <param name="onDamage">Told of each damaged entry; from any thread.</param>
public sealed class CallCache(string folder, CacheMode mode, Action<CacheDamage> onDamage)
{
    private readonly CacheFiles _files = new(folder);

    public CacheMode Mode { get; } = mode;

    public bool Reads => Mode == CacheMode.Read;

    /// <returns>Null when there is no whole entry, or the mode does not read.</returns>
    /// <exception cref="CacheCorruptException">It is damaged and cannot be moved aside.</exception>
    public ModelAnswer? Find(string key)
    {
        if (!Reads || _files.Read(key) is not { } bytes)
        {
            return null;
        }

        return CacheFormat.Read(bytes, key, out var reason) is { } entry ? entry.Answer : SetAside(key, reason);
    }

    /// <summary>Writes an answer as the mode says. One that cannot be written is told of and not missed: the run has it.</summary>
    /// <param name="over">Write over what is there though the mode would not: what is there proved to be of no use.</param>
    public void Keep(ModelCall call, string provider, string key, ModelAnswer answer, bool over = false)
    {
        if (Mode == CacheMode.Off || (Mode != CacheMode.Refresh && !over && File.Exists(_files.PathOf(key))))
        {
            return;
        }

        try
        {
            _files.Write(key, CacheFormat.Write(CacheEntry.Of(call, provider, key, answer)));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            onDamage(new CacheDamage(key, _files.PathOf(key), $"the answer could not be written: {fault.Message}", null));
        }
    }

    private ModelAnswer? SetAside(string key, string reason)
    {
        var damage = new CacheDamage(key, _files.PathOf(key), reason, null);
        try
        {
            var aside = _files.SetAside(key);
            onDamage(damage with { MovedTo = aside });
            return aside is null && _files.Read(key) is { } again ? CacheFormat.Read(again, key, out _)?.Answer : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CacheCorruptException(damage, fault);
        }
    }
}
