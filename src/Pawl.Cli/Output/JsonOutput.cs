using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Pawl.Cli.Output;

/// <summary>Writes one JSON value to a line of standard output.</summary>
internal static class JsonOutput
{
    // The output is read by programs and people, never put into a page: only what JSON itself needs is escaped.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void WriteJson<T>(this Terminal terminal, T value, JsonTypeInfo<T> shape)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            JsonSerializer.Serialize(writer, value, shape);
        }

        terminal.Out.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }
}
