using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pawl.Llm.Providers;

/// <summary>
/// Instances of JSON schemas, made up from a seed. Knows <c>type, enum, const, properties, required, additionalProperties, propertyNames,
/// minProperties, items, prefixItems, minItems, maxItems, uniqueItems, anyOf, oneOf, allOf, $ref</c> to a place of the same schema,
/// <c>minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, minLength, maxLength</c> and the formats date, date-time, uuid,
/// email and uri. Members without a type count as texts.
/// </summary>
public static class OfflineAnswer
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>Compact JSON.</returns>
    /// <exception cref="NotSupportedException">The schema asks for what cannot be made up, such as a pattern, or nests without an end.</exception>
    public static string Json(JsonElement schema, ulong seed)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Plain))
        {
            new Writing(schema, new OfflineWords(seed)).Value(writer, schema, "", 0);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    /// <summary>One to three sentences.</summary>
    public static string Text(ulong seed)
    {
        var words = new OfflineWords(seed);
        return words.Prose(1 + words.Below(120));
    }

    private sealed class Writing(JsonElement root, OfflineWords words)
    {
        /// <summary>From here on as little as is allowed is written, so that schemas that hold themselves come to an end.</summary>
        private const int Deep = 8;

        private const int Deepest = 48;
        private const int DistinctTries = 200;

        public void Value(Utf8JsonWriter writer, JsonElement schema, string name, int depth)
        {
            if (depth > Deepest)
            {
                throw new NotSupportedException(
                    $"The schema at '{name}' nests deeper than {Deepest}: give it a way to end, such as minItems 0."
                );
            }

            if (schema.ValueKind != JsonValueKind.Object)
            {
                writer.WriteStringValue(words.Word());
            }
            else if (schema.TryGetProperty("$ref", out var reference))
            {
                Value(writer, Target(reference.GetString()!), name, depth + 1);
            }
            else if (schema.TryGetProperty("const", out var constant))
            {
                constant.WriteTo(writer);
            }
            else if (schema.TryGetProperty("enum", out var choices))
            {
                choices[words.Below(choices.GetArrayLength())].WriteTo(writer);
            }
            else if (schema.TryGetProperty("anyOf", out var options) || schema.TryGetProperty("oneOf", out options))
            {
                Value(writer, depth < Deep ? options[words.Below(options.GetArrayLength())] : Simplest(options), name, depth + 1);
            }
            else if (schema.TryGetProperty("allOf", out var parts))
            {
                WriteObject(writer, [schema, .. parts.EnumerateArray().Select(Resolved)], depth);
            }
            else
            {
                Typed(writer, schema, name, depth);
            }
        }

        private void Typed(Utf8JsonWriter writer, JsonElement schema, string name, int depth)
        {
            switch (TypeOf(schema))
            {
                case "object":
                    WriteObject(writer, [schema], depth);
                    break;
                case "array":
                    WriteArray(writer, schema, name, depth);
                    break;
                case "integer":
                    writer.WriteNumberValue((long)Number(schema, step: 1));
                    break;
                case "number":
                    writer.WriteNumberValue(Number(schema, step: 0.01m));
                    break;
                case "boolean":
                    writer.WriteBooleanValue(words.Below(2) == 1);
                    break;
                case "null":
                    writer.WriteNullValue();
                    break;
                default:
                    writer.WriteStringValue(Text(schema, name));
                    break;
            }
        }

        private void WriteObject(Utf8JsonWriter writer, IReadOnlyList<JsonElement> schemas, int depth)
        {
            var required = schemas
                .SelectMany(schema => Items(schema, "required"))
                .Select(item => item.GetString()!)
                .ToHashSet(StringComparer.Ordinal);
            var written = new HashSet<string>(StringComparer.Ordinal);
            writer.WriteStartObject();
            foreach (var property in schemas.SelectMany(Properties))
            {
                if ((depth < Deep || required.Contains(property.Name)) && written.Add(property.Name))
                {
                    writer.WritePropertyName(property.Name);
                    Value(writer, property.Value, property.Name, depth + 1);
                }
            }

            foreach (var schema in schemas)
            {
                Additional(writer, schema, required, written, depth);
            }

            writer.WriteEndObject();
        }

        private void Additional(Utf8JsonWriter writer, JsonElement schema, HashSet<string> required, HashSet<string> written, int depth)
        {
            var hasSchema =
                schema.TryGetProperty("additionalProperties", out var additional) && additional.ValueKind == JsonValueKind.Object;
            foreach (var name in required.Where(name => !written.Contains(name)).ToList())
            {
                written.Add(name);
                writer.WritePropertyName(name);
                Value(writer, additional, name, depth + 1);
            }

            var names = schema.TryGetProperty("propertyNames", out var rule) ? Items(Resolved(rule), "enum") : [];
            var least = Whole(schema, "minProperties") ?? (hasSchema && depth < Deep ? 1 : 0);
            for (var tries = 0; written.Count < least && tries < DistinctTries; tries++)
            {
                var name = names.Count > 0 ? names[words.Below(names.Count)].GetString()! : words.Word();
                if (written.Add(name))
                {
                    writer.WritePropertyName(name);
                    Value(writer, additional, name, depth + 1);
                }
            }
        }

        private void WriteArray(Utf8JsonWriter writer, JsonElement schema, string name, int depth)
        {
            var first = Items(schema, "prefixItems");
            var hasItems = schema.TryGetProperty("items", out var items) && items.ValueKind is JsonValueKind.Object or JsonValueKind.True;
            var least = (int)(Whole(schema, "minItems") ?? (depth < Deep && hasItems && first.Count == 0 ? 1 : first.Count));
            var most = (int)Math.Max(Whole(schema, "maxItems") ?? least + 2L, least);
            var count = depth < Deep && (hasItems || first.Count > 0) ? least + words.Below(Math.Min(most - least, 2) + 1) : least;
            count = hasItems ? Math.Max(count, Math.Min(first.Count, most)) : Math.Max(first.Count, least);
            var isDistinct = schema.TryGetProperty("uniqueItems", out var unique) && unique.ValueKind == JsonValueKind.True;
            var seen = new HashSet<string>(StringComparer.Ordinal);
            writer.WriteStartArray();
            for (var index = 0; index < count; index++)
            {
                var item = index < first.Count ? first[index] : items;
                if (!isDistinct)
                {
                    Value(writer, item, name, depth + 1);
                }
                else if (Distinct(item, name, depth + 1, seen) is { } json)
                {
                    writer.WriteRawValue(json, skipInputValidation: true);
                }
            }

            writer.WriteEndArray();
        }

        /// <returns>Null when the schema seems to hold no further value, as an enum of two has no third.</returns>
        private string? Distinct(JsonElement schema, string name, int depth, HashSet<string> seen)
        {
            for (var tries = 0; tries < DistinctTries; tries++)
            {
                using var stream = new MemoryStream();
                using (var writer = new Utf8JsonWriter(stream, Plain))
                {
                    Value(writer, schema, name, depth);
                }

                var json = Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
                if (seen.Add(json))
                {
                    return json;
                }
            }

            return null;
        }

        private decimal Number(JsonElement schema, decimal step)
        {
            var multiple = Bound(schema, "multipleOf") ?? step;
            var low = Bound(schema, "minimum") ?? Bound(schema, "exclusiveMinimum");
            var high = Bound(schema, "maximum") ?? Bound(schema, "exclusiveMaximum");
            var start = low ?? Math.Min(0, (high ?? 0) - 100);
            var first = Math.Ceiling(start / multiple);
            var last = Math.Floor((high ?? start + 100) / multiple);
            if (Bound(schema, "exclusiveMinimum") is { } above && first * multiple <= above)
            {
                first++;
            }

            if (Bound(schema, "exclusiveMaximum") is { } below && last * multiple >= below)
            {
                last--;
            }

            return (first + words.Below((int)Math.Clamp(last - first + 1, 1, 1_000_000))) * multiple;
        }

        private string Text(JsonElement schema, string name)
        {
            if (schema.TryGetProperty("pattern", out var pattern))
            {
                throw new NotSupportedException(
                    $"'{name}' has the pattern {pattern}, and offline answers follow none: use an enum or lengths."
                );
            }

            switch (schema.TryGetProperty("format", out var format) ? format.GetString() : null)
            {
                case "date":
                    return Day().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
                case "date-time":
                    return Day().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
                case "uuid":
                    return words.Identifier().ToString();
                case "email":
                    return $"{words.Word()}@example.com";
                case "uri":
                    return $"https://example.com/{words.Word()}";
                default:
                    break;
            }

            var least = (int)(Whole(schema, "minLength") ?? 1);
            var most = (int)Math.Min(Whole(schema, "maxLength") ?? int.MaxValue, int.MaxValue);
            var text = IsTitle(name) ? words.Title() : words.Sentence();
            text = text.Length < least ? words.Prose(least) : text;
            if (text.Length <= most)
            {
                return text;
            }

            var cut = text[..most].TrimEnd();
            return cut.Length < least ? cut.PadRight(least, 's') : cut;
        }

        private DateTime Day() => new DateTime(2026, 1, 1, 8, 0, 0, DateTimeKind.Utc).AddHours(words.Below(8760));

        private JsonElement Target(string reference)
        {
            var target = root;
            foreach (var part in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                if (!target.TryGetProperty(part.Replace("~1", "/").Replace("~0", "~"), out target))
                {
                    throw new NotSupportedException($"The schema refers to '{reference}', which it does not hold.");
                }
            }

            return target;
        }

        private JsonElement Resolved(JsonElement schema) =>
            schema.TryGetProperty("$ref", out var reference) ? Resolved(Target(reference.GetString()!)) : schema;

        private static JsonElement Simplest(JsonElement options) =>
            options
                .EnumerateArray()
                .OrderBy(option =>
                    option.TryGetProperty("$ref", out _) ? 2
                    : TypeOf(option) is "object" or "array" ? 1
                    : 0
                )
                .First();

        private static string TypeOf(JsonElement schema) =>
            schema.TryGetProperty("type", out var type)
                ? type.ValueKind == JsonValueKind.Array
                    ? type[0].GetString()!
                    : type.GetString()!
                : schema.TryGetProperty("properties", out _)
                    ? "object"
                    : "string";

        private static IEnumerable<JsonProperty> Properties(JsonElement schema) =>
            schema.TryGetProperty("properties", out var properties) ? properties.EnumerateObject() : [];

        private static List<JsonElement> Items(JsonElement schema, string keyword) =>
            schema.TryGetProperty(keyword, out var list) && list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray()] : [];

        private static long? Whole(JsonElement schema, string keyword) =>
            schema.TryGetProperty(keyword, out var number) && number.TryGetInt64(out var value) ? value : null;

        private static decimal? Bound(JsonElement schema, string keyword) =>
            schema.TryGetProperty(keyword, out var number) && number.ValueKind == JsonValueKind.Number ? number.GetDecimal() : null;

        private static bool IsTitle(string name) =>
            name.EndsWith("name", StringComparison.OrdinalIgnoreCase) || name is "title" or "label" or "item";
    }
}
