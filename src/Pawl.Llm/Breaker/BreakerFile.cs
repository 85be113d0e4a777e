using System.Text.Json;
using System.Text.Json.Serialization;
using Pawl.Runs.Durability;

namespace Pawl.Llm.Breaker;

/// <summary>
/// Where the state of one breaker stands: <c>FOLDER/HOST_PORT-FINGERPRINT.json</c>. Processes share it; who changes it holds a lock beside it.
/// </summary>
public sealed class BreakerFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    internal BreakerFile(string folder, Uri endpoint, string fingerprint)
    {
        var host = string.Concat(
            $"{endpoint.Host}_{endpoint.Port}".Select(sign => char.IsAsciiLetterOrDigit(sign) || sign is '.' or '_' ? sign : '-')
        );
        Path = System.IO.Path.Combine(folder, $"{host}-{fingerprint}.json");
    }

    public string Path { get; }

    /// <summary>All breakers of a folder, by name; one that cannot be read is left out. None when there is no folder.</summary>
    public static IReadOnlyList<BreakerState> ReadAll(string folder) =>
        Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(Read).OfType<BreakerState>()]
            : [];

    /// <returns>Null when there is none, or it is not a breaker's.</returns>
    public static BreakerState? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<BreakerState>(File.ReadAllBytes(path), Options) : null;
        }
        catch (Exception exception) when (exception is JsonException or IOException)
        {
            return null;
        }
    }

    /// <summary>Changes the state as no other process does in between, and waits until it is on disk.</summary>
    /// <param name="change">From what the file says, or null, to what it is to say.</param>
    internal BreakerState Change(Func<BreakerState?, BreakerState> change, TimeProvider time)
    {
        DurableFolder.Create(System.IO.Path.GetDirectoryName(Path)!);
        using var hold = Lock(time);
        var before = Read(Path);
        var after = change(before);
        if (after != before)
        {
            AtomicFile.WriteBytes(Path, JsonSerializer.SerializeToUtf8Bytes(after, Options));
        }

        return after;
    }

    private FileStream Lock(TimeProvider time)
    {
        var spin = new SpinWait();
        for (var start = time.GetTimestamp(); ; )
        {
            try
            {
                return new FileStream(Path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
            }
            catch (IOException) when (time.GetElapsedTime(start) < LongestWait)
            {
                // Another process holds it, for as long as a small file takes to write.
                spin.SpinOnce();
            }
        }
    }
}
