using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pawl.Runs.Events;

namespace Pawl.Web.Views.Run;

/// <summary>An event for a page: who did it stands apart from the rest of its data.</summary>
/// <param name="Actor">Such as <c>anna (operator)</c>; null when the program itself did it.</param>
/// <param name="Data">The other members, as one line of JSON; empty when there are none.</param>
internal sealed record EventView(EventRecord Record, string? Actor, string Data)
{
    private static readonly JsonSerializerOptions Line = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static EventView Of(EventRecord record)
    {
        if (Parsed(record.Data) is not { } data)
        {
            return new EventView(record, null, record.Data);
        }

        var actor = data["actor"] as JsonObject;
        data.Remove("actor");
        return new EventView(record, Words(actor), data.Count == 0 ? "" : data.ToJsonString(Line));
    }

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
