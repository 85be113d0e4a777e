using System.Text.Json;
using Pawl.Evolutions.Engine;
using Pawl.Evolutions.Store;
using Pawl.Runs;

namespace Pawl.Web.Views.Evolutions;

/// <summary>What the host of a run told last of its calls.</summary>
/// <param name="IsStale">It told so long ago that it may be gone: it tells each second.</param>
internal sealed record QueueReading(QueueStatus Status, bool IsStale)
{
    /// <value>What a busy machine or a slow disk may take, five times over.</value>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    /// <returns>Null when the host told nothing yet.</returns>
    public static QueueReading? Of(string dataRoot, string runId, DateTimeOffset now)
    {
        var path = EvolutionFile.StatusOf(RunFolder.Of(dataRoot, runId));
        try
        {
            return JsonSerializer.Deserialize<QueueStatus>(File.ReadAllBytes(path), Options) is { Queue: not null } status
                ? new QueueReading(status, now - status.At > Patience)
                : null;
        }
        catch (Exception error) when (error is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
