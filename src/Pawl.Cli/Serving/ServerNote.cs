using System.Text.Json;
using System.Text.Json.Serialization;
using Pawl.Runs.Durability;
using Pawl.Runs.Processes;

namespace Pawl.Cli.Serving;

/// <summary>
/// What a running server leaves in its data root, <c>servers/PORT.json</c>, so that others find it: who it is and where to open it. Nothing
/// depends on it being there; one whose process is gone counts for nothing.
/// </summary>
internal sealed class ServerNote : IDisposable
{
    private readonly string _path;

    private ServerNote(string path) => _path = path;

    /// <param name="address">As browsers open it.</param>
    public static ServerNote Leave(string dataRoot, Uri address)
    {
        var self = ProcessIdentity.Current;
        var path = PathOf(dataRoot, address.Port);
        var note = new ServerNoteJson(self.ProcessId, self.StartTicks, self.BootId, address.ToString());
        AtomicFile.WriteText(path, JsonSerializer.Serialize(note, ServerNoteContext.Default.ServerNoteJson));
        return new ServerNote(path);
    }

    /// <summary>The servers of this machine that serve a data root now.</summary>
    public static IReadOnlyList<ServerNoteJson> Running(string dataRoot)
    {
        var folder = FolderOf(dataRoot);
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*.json").Select(Read).OfType<ServerNoteJson>().Where(note => note.IsAlive())]
            : [];
    }

    public void Dispose() => File.Delete(_path);

    public static string FolderOf(string dataRoot) => Path.Combine(dataRoot, "servers");

    private static string PathOf(string dataRoot, int port) => Path.Combine(FolderOf(dataRoot), $"{port}.json");

    private static ServerNoteJson? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), ServerNoteContext.Default.ServerNoteJson);
        }
        catch (Exception fault) when (fault is IOException or JsonException)
        {
            return null; // it ended just now, or is not ours
        }
    }
}

internal sealed record ServerNoteJson(int Process, long StartTicks, string Boot, string Address)
{
    public bool IsAlive() => new ProcessIdentity(Process, StartTicks, Boot).IsAlive();
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ServerNoteJson))]
internal sealed partial class ServerNoteContext : JsonSerializerContext;
