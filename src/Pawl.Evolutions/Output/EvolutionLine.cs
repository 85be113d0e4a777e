using System.Buffers;
using System.Text.Json;
using Pawl.Evolutions.Records;

namespace Pawl.Evolutions.Output;

/// <summary>A <see cref="ServiceEvolution"/> as one line of UTF-8 JSON: the same evolution is the same bytes.</summary>
public static class EvolutionLine
{
    private const string Stage = "line";

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>With the line feed at its end.</summary>
    public static void Write(ServiceEvolution evolution, IBufferWriter<byte> output)
    {
        using (var writer = new Utf8JsonWriter(output, Options))
        {
            JsonSerializer.Serialize(writer, evolution, RecordJson.Plain.ServiceEvolution);
        }

        output.Write("\n"u8);
    }

    /// <inheritdoc cref="Write(ServiceEvolution, IBufferWriter{byte})"/>
    public static byte[] Write(ServiceEvolution evolution)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        Write(evolution, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    /// <param name="line">With or without its line feed.</param>
    /// <exception cref="EvolutionException">It is no evolution of version 1.1, or its views do not agree.</exception>
    public static ServiceEvolution Read(ReadOnlySpan<byte> line)
    {
        var version = Version(line);
        if (version is not null and not ServiceMeta.CurrentVersion)
        {
            var next =
                version == "1.0"
                    ? "Bring the file up to date first: pawl evolve migrate --from 1.0 --to 1.1."
                    : "Use the version of Pawl that wrote it.";
            throw Fault(
                line,
                QuarantineKind.SchemaMismatch,
                $"the line is of version {version}; expected {ServiceMeta.CurrentVersion}. {next}"
            );
        }

        ServiceEvolution? evolution;
        try
        {
            evolution = JsonSerializer.Deserialize(line, RecordJson.Plain.ServiceEvolution);
        }
        catch (JsonException exception)
        {
            throw Fault(
                line,
                version is null ? QuarantineKind.JsonParseError : QuarantineKind.SchemaMismatch,
                exception.Message,
                exception
            );
        }

        var fault = evolution is null ? "the line is null; expected an object" : EvolutionRules.Fault(evolution);
        return fault is null ? evolution! : throw Fault(line, QuarantineKind.SchemaMismatch, fault);
    }

    /// <summary>What the line says its version is, such as <c>1.0</c>; null when it does not say, or is no JSON so far.</summary>
    public static string? Version(ReadOnlySpan<byte> line) => Find(line, "meta"u8, "schema_version"u8);

    /// <summary>The id of the line's service; null when it cannot be found.</summary>
    public static string? ServiceId(ReadOnlySpan<byte> line) => Find(line, "service"u8, "service_id"u8);

    private static EvolutionException Fault(ReadOnlySpan<byte> line, string kind, string message, Exception? inner = null) =>
        new(ServiceId(line) ?? "(unknown)", Stage, kind, message, inner);

    /// <summary>The text under a key of an object under a key of the line.</summary>
    private static string? Find(ReadOnlySpan<byte> line, ReadOnlySpan<byte> outer, ReadOnlySpan<byte> inner)
    {
        try
        {
            var reader = new Utf8JsonReader(line);
            var isInside = false;
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName)
                {
                    continue;
                }

                if (reader.CurrentDepth == 1)
                {
                    isInside = reader.ValueTextEquals(outer);
                }
                else if (isInside && reader.CurrentDepth == 2 && reader.ValueTextEquals(inner))
                {
                    return reader.Read() && reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }

        return null;
    }
}
