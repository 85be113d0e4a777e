using System.Text.Json;

namespace Pawl.Evolutions.Reference;

/// <summary>Reads one JSON file strictly and goes on after a problem, so that all of them are told at once.</summary>
internal sealed class JsonShape(string file, ICollection<ReferenceProblem> problems)
{
    public void Add(string path, string message) => problems.Add(new(file, path, message));

    /// <summary>Null, and told, when the bytes are no JSON.</summary>
    public JsonElement? Parse(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes.AsMemory(Bom(bytes)));
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            Add($"line {exception.LineNumber + 1}", $"The file is no JSON: {exception.Message}");
            return null;
        }
    }

    /// <summary>Tells unknown and repeated keys. False, and told, for what is no object.</summary>
    public bool Object(JsonElement element, string path, params ReadOnlySpan<string> keys)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            Add(path, $"Expected an object, not {Kind(element)}.");
            return false;
        }

        var seen = new HashSet<string>();
        foreach (var property in element.EnumerateObject())
        {
            if (!keys.Contains(property.Name))
            {
                Add($"{path}.{property.Name}", $"The key is not known; expected one of {string.Join(", ", keys.ToArray())}.");
            }
            else if (!seen.Add(property.Name))
            {
                Add($"{path}.{property.Name}", "The key stands there twice.");
            }
        }

        return true;
    }

    /// <summary>Not empty; the empty text, and told, when it is missing or of another type.</summary>
    public string Text(JsonElement parent, string path, string key) => Optional(parent, path, key, isRequired: true) ?? "";

    /// <summary>Null when the key is missing.</summary>
    public string? Optional(JsonElement parent, string path, string key, bool isRequired = false)
    {
        if (!parent.TryGetProperty(key, out var element))
        {
            if (isRequired)
            {
                Add($"{path}.{key}", "The key is missing.");
            }

            return null;
        }

        if (String(element) is { } text && !string.IsNullOrWhiteSpace(text))
        {
            return text;
        }

        Add($"{path}.{key}", $"Expected a text that is not empty, not {Kind(element)}.");
        return null;
    }

    public bool Truth(JsonElement parent, string path, string key)
    {
        if (!parent.TryGetProperty(key, out var element))
        {
            return false;
        }

        if (element.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            Add($"{path}.{key}", $"Expected true or false, not {Kind(element)}.");
        }

        return element.ValueKind == JsonValueKind.True;
    }

    /// <summary>Texts of an optional list; none is empty.</summary>
    public IReadOnlyList<string> Texts(JsonElement parent, string path, string key, bool isRequired = false)
    {
        var texts = new List<string>();
        foreach (var (element, place) in List(parent, path, key, isRequired))
        {
            if (String(element) is { } text && !string.IsNullOrWhiteSpace(text))
            {
                texts.Add(text);
            }
            else
            {
                Add(place, $"Expected a text that is not empty, not {Kind(element)}.");
            }
        }

        return texts;
    }

    /// <summary>Entries of a list with their paths. A required one has at least one entry.</summary>
    public IReadOnlyList<(JsonElement Element, string Path)> List(JsonElement parent, string path, string key, bool isRequired)
    {
        if (parent.TryGetProperty(key, out var list))
        {
            return Entries(list, $"{path}.{key}", isRequired);
        }

        if (isRequired)
        {
            Add($"{path}.{key}", "The key is missing.");
        }

        return [];
    }

    /// <inheritdoc cref="List"/>
    public IReadOnlyList<(JsonElement Element, string Path)> Entries(JsonElement list, string path, bool isRequired)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            Add(path, $"Expected a list, not {Kind(list)}.");
            return [];
        }

        if (isRequired && list.GetArrayLength() == 0)
        {
            Add(path, "The list is empty; expected at least one entry.");
        }

        return [.. list.EnumerateArray().Select((element, index) => (element, $"{path}[{index}]"))];
    }

    /// <summary>Tells ids that stand there twice.</summary>
    public void Unique(IEnumerable<(string Id, string Path)> ids, string what)
    {
        var first = new Dictionary<string, string>();
        foreach (var (id, path) in ids.Where(entry => entry.Id.Length > 0))
        {
            if (!first.TryAdd(id, path))
            {
                Add(path, $"The {what} '{id}' is taken by {first[id]}.");
            }
        }
    }

    /// <summary>Tells ids that cannot be a key of an answer or a part of a stage's name.</summary>
    public void Plain(string id, string path)
    {
        if (id.Length > 0 && (id.Length > 64 || id.Any(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('_' or '-'))))
        {
            Add(path, $"'{id}' is no id: expected at most 64 letters, digits, '_' and '-'.");
        }
    }

    private static string Kind(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? "an empty text" : element.ValueKind.ToString().ToLowerInvariant();

    /// <summary>Null for what is no text, also for halves of surrogate pairs.</summary>
    private static string? String(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private static int Bom(byte[] bytes) => bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
}
