using System.Text.Json;

namespace Pawl.Runs.Hosting.Protocol;

/// <summary>The JSON object of one frame, read field by field; every departure is a <see cref="ProtocolException"/> that names it.</summary>
internal readonly struct FrameObject
{
    private readonly JsonElement _element;

    private FrameObject(JsonElement element, string type)
    {
        _element = element;
        Type = type;
    }

    public string Type { get; }

    /// <summary>Checks what holds for every frame: an object, no key twice at any depth, all text well formed, a <c>type</c>.</summary>
    public static FrameObject Of(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new ProtocolException(ProtocolBreach.NotObject, $"a frame is a JSON object, got {Describe(element)}");
        }

        RequireSound(element);
        if (!element.TryGetProperty("type", out var type))
        {
            throw new ProtocolException(ProtocolBreach.NoType, "a frame has a 'type', got none");
        }

        if (type.ValueKind != JsonValueKind.String)
        {
            throw new ProtocolException(ProtocolBreach.NoType, $"'type' is text, got {Describe(type)}");
        }

        return new FrameObject(element, type.GetString()!);
    }

    public string Text(string name, int minimumLength = 0, int maximumLength = ProtocolLimits.MaximumFrameBytes)
    {
        var text = Required(name, JsonValueKind.String, "text").GetString()!;
        return text.Length >= minimumLength && text.Length <= maximumLength
            ? text
            : throw Bad(name, $"text of {minimumLength} to {maximumLength} characters", $"{text.Length} characters");
    }

    public string? TextOrNull(string name) => IsAbsent(name) ? null : Text(name);

    public bool Boolean(string name)
    {
        var value = Field(name);
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : throw Bad(name, "true or false", Describe(value));
    }

    public long Integer(string name, long minimum, long maximum = long.MaxValue)
    {
        var value = Required(name, JsonValueKind.Number, "an integer");
        return value.TryGetInt64(out var number) && number >= minimum && number <= maximum
            ? number
            : throw Bad(
                name,
                maximum == long.MaxValue ? $"an integer of at least {minimum}" : $"an integer of {minimum} to {maximum}",
                value.GetRawText()
            );
    }

    /// <summary>A span of time, given in seconds.</summary>
    public TimeSpan Seconds(string name)
    {
        var value = Required(name, JsonValueKind.Number, "seconds");
        return value.TryGetDouble(out var seconds) && seconds >= 0 && seconds <= TimeSpan.MaxValue.TotalSeconds / 2
            ? TimeSpan.FromSeconds(seconds)
            : throw Bad(name, "seconds of at least 0", value.GetRawText());
    }

    /// <summary>A finite number; anything else breaks <paramref name="rule"/>.</summary>
    public double Finite(string name, ProtocolBreach rule) => Finite(name, Field(name), rule);

    public static double Finite(string name, JsonElement value, ProtocolBreach rule) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw new ProtocolException(rule, $"'{name}' is a finite number, got {Describe(value)}");

    public string Word(string name, params ReadOnlySpan<string> words)
    {
        var text = Text(name);
        return words.Contains(text) ? text : throw Bad(name, $"one of {string.Join(", ", words.ToArray())}", $"'{Short(text)}'");
    }

    public string Sha256(string name)
    {
        var text = Text(name);
        return text.Length == 64 && text.All(char.IsAsciiHexDigitLower)
            ? text
            : throw Bad(name, "a SHA-256 as 64 lower-case hex digits", $"'{Short(text)}'");
    }

    public JsonElement Object(string name) => Required(name, JsonValueKind.Object, "an object");

    public JsonElement Array(string name) => Required(name, JsonValueKind.Array, "a list");

    public bool Has(string name) => _element.TryGetProperty(name, out _);

    public bool IsAbsent(string name) => !_element.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null;

    public ProtocolException Bad(string name, string expected, string actual) =>
        new(ProtocolBreach.BadField, $"'{name}' of frame '{Type}' is {expected}, got {actual}");

    public static string Describe(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => "an object",
            JsonValueKind.Array => "a list",
            JsonValueKind.String => $"the text \"{Short(value.GetString()!)}\"",
            _ => Short(value.GetRawText()),
        };

    public static string Short(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private JsonElement Field(string name) =>
        _element.TryGetProperty(name, out var value)
            ? value
            : throw new ProtocolException(ProtocolBreach.MissingField, $"frame '{Type}' lacks '{name}'");

    private JsonElement Required(string name, JsonValueKind kind, string expected)
    {
        var value = Field(name);
        return value.ValueKind == kind ? value : throw Bad(name, expected, Describe(value));
    }

    // Recursion is bounded by ProtocolLimits.MaximumDepth, which the parser enforces.
    private static void RequireSound(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            var names = new HashSet<string>(StringComparer.Ordinal);
            foreach (var property in element.EnumerateObject())
            {
                if (!names.Add(property.Name))
                {
                    throw new ProtocolException(ProtocolBreach.DuplicateKey, $"key '{Short(property.Name)}' stands twice in one object");
                }

                RequireSound(property.Value);
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                RequireSound(item);
            }
        }
        else if (element.ValueKind == JsonValueKind.String)
        {
            _ = element.GetString(); // throws on an escaped lone surrogate, which no text can hold
        }
    }
}
