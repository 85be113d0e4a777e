using Pawl.Llm.Calls;
using Pawl.Runs.Durability;

namespace Pawl.Llm.Cache;

/// <summary>Where the entries of a cache lie: <c>FOLDER/ab/KEY.json</c> with the key's first two digits, damaged ones in <c>FOLDER/quarantine</c>.</summary>
internal sealed class CacheFiles(string folder)
{
    private const string Extension = ".json";
    private const int Prefix = 2;

    public string Folder { get; } = Path.GetFullPath(folder);

    public string Quarantine => Path.Combine(Folder, "quarantine");

    public string PathOf(string key) => Path.Combine(Folder, key[..Prefix], key + Extension);

    /// <returns>The key of a file that lies where an entry of that key would; null for any other.</returns>
    public static string? KeyOf(string path)
    {
        var key = Path.GetFileNameWithoutExtension(path);
        return CallKey.Is(key) && Path.GetExtension(path) == Extension && Path.GetFileName(Path.GetDirectoryName(path)) == key[..Prefix]
            ? key
            : null;
    }

    /// <summary>Every file but those in quarantine; in no order.</summary>
    public IEnumerable<string> Entries() =>
        Directory.Exists(Folder)
            ? Directory
                .EnumerateFiles(Folder)
                .Concat(
                    Directory
                        .EnumerateDirectories(Folder)
                        .Where(inner => inner != Quarantine)
                        .SelectMany(inner => Directory.EnumerateFiles(inner, "*", SearchOption.AllDirectories))
                )
            : [];

    public IEnumerable<string> Quarantined() => Directory.Exists(Quarantine) ? Directory.EnumerateFiles(Quarantine) : [];

    /// <returns>Null when there is none.</returns>
    public byte[]? Read(string key)
    {
        try
        {
            return File.ReadAllBytes(PathOf(key));
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>
    /// Replaces an entry whole. Not flushed to disk: after a power cut an entry may be gone or torn, which its hash tells, and the ledger
    /// is what keeps a paid answer.
    /// </summary>
    public void Write(string key, byte[] bytes)
    {
        var path = PathOf(key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = TemporaryName.For(path);
        try
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                BufferSize = 0,
            };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using (var stream = new FileStream(temporary, options))
            {
                stream.Write(bytes);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Moves a damaged entry aside, unless another process has put a whole one in its place meanwhile.</summary>
    /// <returns>Where it is now; null when it is whole again or gone.</returns>
    public string? SetAside(string key)
    {
        var path = PathOf(key);
        Directory.CreateDirectory(Quarantine);
        var aside = Enumerable
            .Range(1, int.MaxValue)
            .Select(number => Path.Combine(Quarantine, number == 1 ? key + Extension : $"{key}-{number}{Extension}"))
            .First(candidate => !File.Exists(candidate));
        try
        {
            File.Move(path, aside);
        }
        catch (FileNotFoundException)
        {
            return null;
        }

        // Between the look at the damaged entry and its move, another process may have done both and written the answer anew.
        if (CacheFormat.Read(File.ReadAllBytes(aside), key, out _) is null)
        {
            return aside;
        }

        File.Move(aside, path, overwrite: true);
        return null;
    }
}
