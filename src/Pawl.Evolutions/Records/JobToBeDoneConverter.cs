using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pawl.Evolutions.Records;

/// <summary><c>"Borrow a book"</c> and <c>{"name":"Borrow a book","explanation":"…"}</c>; always written as an object.</summary>
internal sealed class JobToBeDoneConverter : JsonConverter<JobToBeDone>
{
    public override JobToBeDone Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return new(reader.GetString()!);
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("A job to be done is a text or an object with a name.");
        }

        string? name = null;
        List<KeyValuePair<string, JsonElement>>? extra = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            if (key == "name")
            {
                if (reader.TokenType != JsonTokenType.String || name is not null)
                {
                    throw new JsonException("The name of a job to be done is one text.");
                }

                name = reader.GetString();
                continue;
            }

            extra ??= [];
            if (extra.Exists(pair => pair.Key == key))
            {
                throw new JsonException($"A job to be done says '{key}' twice.");
            }

            extra.Add(new(key, JsonElement.ParseValue(ref reader)));
        }

        return new(name ?? throw new JsonException("A job to be done lacks its name.")) { Extra = extra ?? [] };
    }

    public override void Write(Utf8JsonWriter writer, JobToBeDone value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("name", value.Name);
        foreach (var (key, element) in value.Extra)
        {
            writer.WritePropertyName(key);
            element.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
