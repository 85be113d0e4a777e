using System.Text.Json;
using Pawl.Runs.Specs;

namespace Pawl.Runs.Workers;

/// <summary>What a worker needs to know of a spec, whatever its workload. Keys that are absent have their defaults.</summary>
/// <param name="Timeout">Longest time of one attempt; null means no limit.</param>
/// <param name="Threads">Compute threads asked for, at least 1; null means as many as there are to give.</param>
internal sealed record SpecLimits(TimeSpan? Timeout, TimeSpan Grace, TimeSpan Silence, int? Threads)
{
    /// <param name="specJson">A resolved spec as the database holds it: spans of time are seconds.</param>
    public static SpecLimits Of(string specJson)
    {
        using var document = JsonDocument.Parse(specJson);
        var root = document.RootElement;
        var threads = (int)(Number(root, "threads") ?? 0);
        return new SpecLimits(
            Seconds(root, "timeout"),
            Seconds(root, "grace") ?? Default("grace"),
            Seconds(root, "silence") ?? Default("silence"),
            threads > 0 ? threads : null
        );
    }

    private static TimeSpan? Seconds(JsonElement root, string key) =>
        Number(root, key) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    private static double? Number(JsonElement root, string key) =>
        root.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;

    private static TimeSpan Default(string key) => (TimeSpan)SharedSpecKeys.All.Single(shared => shared.Path == key).Default!;
}
