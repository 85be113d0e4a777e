using System.Text.Json;
using System.Text.Unicode;

namespace Pawl.Evolutions.Input;

/// <summary>
/// Tells of most lines, without making a record of them, that <see cref="ServiceLine"/> would take them. It says no when in doubt: indexing a file
/// of services is a third of the work that way, and a no costs only the proper reading.
/// </summary>
internal static class ServiceGlance
{
    private const int Required = 0b1111;

    /// <summary>Allocates nothing.</summary>
    /// <param name="id">The bytes of the service's id.</param>
    public static bool IsGood(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> id)
    {
        id = default;
        try
        {
            return Utf8.IsValid(line) && Walk(line, ref id);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static bool Walk(ReadOnlySpan<byte> line, ref ReadOnlySpan<byte> id)
    {
        var reader = new Utf8JsonReader(line);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        var seen = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = Key(ref reader);
            if (key == 0 || (seen & key) != 0 || !reader.Read())
            {
                return false;
            }

            seen |= key;
            if (key == 0b1000 ? !AreJobs(ref reader) : !IsText(ref reader, mayBeEmpty: key == 0b100))
            {
                return false;
            }

            if (key == 1)
            {
                id = reader.ValueSpan;
            }
        }

        return (seen & Required) == Required && !reader.Read();
    }

    /// <summary>One bit a key; 0 for what the proper reading has to judge.</summary>
    private static int Key(ref Utf8JsonReader reader) =>
        reader.ValueIsEscaped ? 0
        : reader.ValueTextEquals("service_id"u8) ? 1
        : reader.ValueTextEquals("name"u8) ? 0b10
        : reader.ValueTextEquals("description"u8) ? 0b100
        : reader.ValueTextEquals("jobs_to_be_done"u8) ? 0b1000
        : reader.ValueTextEquals("parent_id"u8) ? 0b1_0000
        : reader.ValueTextEquals("customer_type"u8) ? 0b10_0000
        : 0;

    /// <summary>Texts, or objects with nothing but a name.</summary>
    private static bool AreJobs(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return false;
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var isGood =
                reader.TokenType == JsonTokenType.StartObject
                    ? reader.Read()
                        && reader.TokenType == JsonTokenType.PropertyName
                        && reader.ValueTextEquals("name"u8)
                        && reader.Read()
                        && IsText(ref reader, mayBeEmpty: false)
                        && reader.Read()
                        && reader.TokenType == JsonTokenType.EndObject
                    : IsText(ref reader, mayBeEmpty: false);
            if (!isGood)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A text without escapes that begins with a visible letter of ASCII, or may be empty.</summary>
    private static bool IsText(ref Utf8JsonReader reader, bool mayBeEmpty) =>
        reader.TokenType == JsonTokenType.String
        && !reader.ValueIsEscaped
        && (mayBeEmpty || (reader.ValueSpan.Length > 0 && reader.ValueSpan[0] is > 0x20 and < 0x7f));
}
