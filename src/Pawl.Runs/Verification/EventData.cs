using System.Text.Json;
using Pawl.Runs.Store;

namespace Pawl.Runs.Verification;

/// <summary>Reads the data of an event that may have been altered: what is missing or of another type is null.</summary>
internal static class EventData
{
    public static string? Text(RawEvent row, string property) =>
        Property(row, property) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    public static long? Number(RawEvent row, string property) =>
        Property(row, property) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : null;

    private static JsonElement? Property(RawEvent row, string property)
    {
        try
        {
            using var document = JsonDocument.Parse(row.Data);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(property, out var value)
                ? value.Clone()
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
