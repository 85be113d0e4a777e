using System.Text.Json;
using Pawl.Evolutions.Records;

namespace Pawl.Evolutions.Stages;

/// <summary>The text of an answer on its way to records: what cannot be read ends it, what can be left out is noted.</summary>
internal sealed class Answer(string serviceId, string stage, string text)
{
    private const int Examples = 5;

    private readonly SortedDictionary<string, List<string>> _notes = new(StringComparer.Ordinal);

    /// <summary>One item a kind, with the first five of its notes.</summary>
    public IReadOnlyList<QuarantineItem> Problems =>
        [
            .. _notes.Select(pair =>
            {
                var more = pair.Value.Count > Examples ? $" And {pair.Value.Count - Examples} more." : "";
                return new QuarantineItem(pair.Key, serviceId, stage, string.Join(' ', pair.Value.Take(Examples)) + more, text);
            }),
        ];

    public void Note(string kind, string message)
    {
        if (!_notes.TryGetValue(kind, out var notes))
        {
            _notes[kind] = notes = [];
        }

        notes.Add(message);
    }

    public StageAnswerException Fault(string path, string message, string kind = QuarantineKind.SchemaMismatch) =>
        new(serviceId, stage, kind, path, message);

    /// <summary>Reads the text as one JSON object, which may stand in a fenced block as some models write it.</summary>
    /// <exception cref="StageAnswerException">It is no JSON, or not of the shape that <paramref name="read"/> wants.</exception>
    public StageResult<T> Read<T>(Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(Unfenced(text), new JsonDocumentOptions { AllowDuplicateProperties = false });
            var value = read(document.RootElement);
            return new(value, Problems);
        }
        catch (JsonException exception)
        {
            throw Fault("$", $"the answer is no JSON: {exception.Message}", QuarantineKind.JsonParseError);
        }
        catch (InvalidOperationException exception)
        {
            // Half of a surrogate pair: valid JSON by its grammar, and no text.
            throw Fault("$", $"the answer holds a text that is no Unicode: {exception.Message}", QuarantineKind.JsonParseError);
        }
    }

    /// <summary>The value of a key of an object that has no keys but the allowed ones.</summary>
    public JsonElement Only(JsonElement root, string path, string key)
    {
        Keys(root, path, key);
        return root.TryGetProperty(key, out var value) ? value : throw Fault(path, $"'{key}' is missing");
    }

    public void Keys(JsonElement element, string path, params ReadOnlySpan<string> allowed)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Fault(path, $"expected an object, not {Kind(element)}");
        }

        foreach (var property in element.EnumerateObject())
        {
            if (!allowed.Contains(property.Name))
            {
                throw Fault(path, $"'{property.Name}' is not known; expected {string.Join(", ", allowed.ToArray())}");
            }
        }
    }

    /// <summary>Trimmed, and not empty then.</summary>
    public string Text(JsonElement parent, string path, string key)
    {
        if (!parent.TryGetProperty(key, out var element))
        {
            throw Fault(path, $"'{key}' is missing");
        }

        var value = element.ValueKind == JsonValueKind.String ? element.GetString()!.Trim() : "";
        return value.Length > 0 ? value : throw Fault($"{path}.{key}", $"expected a text that is not empty, not {Kind(element)}");
    }

    public static string Kind(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? "a text" : element.ValueKind.ToString().ToLowerInvariant();

    /// <summary>Without <c>```json</c> before and <c>```</c> behind.</summary>
    private static ReadOnlyMemory<char> Unfenced(string text)
    {
        var trimmed = text.AsMemory().Trim();
        if (!trimmed.Span.StartsWith("```") || !trimmed.Span.EndsWith("```") || trimmed.Span.IndexOf('\n') is not (var line and > 0))
        {
            return trimmed;
        }

        return line + 1 <= trimmed.Length - 3 ? trimmed[(line + 1)..^3] : trimmed;
    }
}
