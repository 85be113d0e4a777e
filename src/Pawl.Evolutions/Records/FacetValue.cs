using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pawl.Evolutions.Records;

/// <summary>What a facet says: a text, a number or a truth value. A number keeps the digits it was written with, so that a line read and written again is the same.</summary>
[JsonConverter(typeof(FacetValueConverter))]
public readonly record struct FacetValue
{
    private FacetValue(JsonValueKind kind, string text)
    {
        Kind = kind;
        Text = text;
    }

    /// <summary>String, Number, True or False.</summary>
    public JsonValueKind Kind { get; }

    /// <summary>The text itself, the digits of a number, or <c>true</c> and <c>false</c>.</summary>
    public string Text { get; }

    /// <summary>A number without a fraction, such as <c>12</c>; <c>12.0</c> is one as well.</summary>
    public bool IsInteger =>
        Kind == JsonValueKind.Number
        && decimal.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && decimal.IsInteger(number);

    public static FacetValue Of(string text) => new(JsonValueKind.String, text);

    public static FacetValue Of(bool truth) => new(truth ? JsonValueKind.True : JsonValueKind.False, truth ? "true" : "false");

    public static FacetValue Of(long number) => new(JsonValueKind.Number, number.ToString(CultureInfo.InvariantCulture));

    /// <summary>Null for what no facet can hold: null, a list, an object.</summary>
    public static FacetValue? Of(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.String => Of(element.GetString()!),
            JsonValueKind.Number => new(JsonValueKind.Number, element.GetRawText()),
            JsonValueKind.True => Of(true),
            JsonValueKind.False => Of(false),
            _ => null,
        };

    public override string ToString() => Text ?? "";
}

/// <summary>Numbers pass as their digits.</summary>
internal sealed class FacetValueConverter : JsonConverter<FacetValue>
{
    public override FacetValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var element = JsonElement.ParseValue(ref reader);
        return FacetValue.Of(element)
            ?? throw new JsonException($"A facet holds a text, a number or true and false, not {element.ValueKind}.");
    }

    public override void Write(Utf8JsonWriter writer, FacetValue value, JsonSerializerOptions options)
    {
        if (value.Kind == JsonValueKind.Number)
        {
            writer.WriteRawValue(value.Text);
        }
        else if (value.Kind == JsonValueKind.String)
        {
            writer.WriteStringValue(value.Text);
        }
        else
        {
            writer.WriteBooleanValue(value.Kind == JsonValueKind.True);
        }
    }
}
