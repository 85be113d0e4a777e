using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pawl.Runs.Events;

namespace Pawl.Web.Views.Run;

/// <summary>An event for a page: who did it stands apart from the rest of its data, which is told in pairs, without what is null.</summary>
/// <param name="Actor">Such as <c>anna (operator)</c>; null when the program itself did it.</param>
internal sealed record EventView(EventRecord Record, string? Actor, IReadOnlyList<(string Name, string Value)> Data)
{
    private const int LengthOfHash = 64;
    private const int ShownOfHash = 12;

    /// <summary>Of the year 9999. A row that somebody altered may hold anything, and is to be seen all the same.</summary>
    private const long LastMillisecond = 253_402_300_800_000;

    public static EventView Of(EventRecord record)
    {
        if (Parsed(record.Data) is not { } data)
        {
            return new EventView(record, null, [("", record.Data)]);
        }

        var actor = data["actor"] as JsonObject;
        data.Remove("actor");
        return new EventView(record, Words(actor), [.. Pairs(data, "")]);
    }

    private static IEnumerable<(string Name, string Value)> Pairs(JsonNode? node, string name) =>
        node switch
        {
            null => [],
            JsonObject group => group.SelectMany(item => Pairs(item.Value, item.Key)),
            JsonValue value when value.TryGetValue<string>(out var text) => [(name, IsHash(text) ? text[..ShownOfHash] + "…" : text)],
            JsonValue value
                when name == "not_before" && value.TryGetValue<long>(out var milliseconds) && milliseconds is > 0 and < LastMillisecond =>
            [
                (name, Time(milliseconds)),
            ],
            _ => [(name, node.ToJsonString())],
        };

    private static bool IsHash(string text) => text.Length == LengthOfHash && text.All(char.IsAsciiHexDigitLower);

    private static string Time(long milliseconds) =>
        DateTimeOffset
            .FromUnixTimeMilliseconds(milliseconds)
            .UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string? Words(JsonObject? actor) =>
        actor is null ? null
        : actor["role"] is { } role ? $"{actor["name"]} ({role})"
        : $"{actor["name"]}";

    private static JsonObject? Parsed(string data)
    {
        try
        {
            return JsonNode.Parse(data) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
