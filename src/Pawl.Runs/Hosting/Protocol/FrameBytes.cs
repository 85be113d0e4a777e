using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pawl.Runs.Hosting.Protocol;

/// <summary>Writes the bytes of a frame: its length, then its JSON.</summary>
internal static class FrameBytes
{
    // Escapes only what JSON itself demands: the reader is our own, and text such as log lines stays near its own size.
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="writeFields">Writes the fields that follow <c>type</c>.</param>
    /// <exception cref="FrameTooLargeException">The frame is larger than the protocol allows.</exception>
    public static byte[] Of(string type, Action<Utf8JsonWriter> writeFields)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        buffer.Advance(buffer.GetSpan(sizeof(uint))[..sizeof(uint)].Length);
        using (var json = new Utf8JsonWriter(buffer, Compact))
        {
            json.WriteStartObject();
            json.WriteString("type", type);
            writeFields(json);
            json.WriteEndObject();
        }

        var length = buffer.WrittenCount - sizeof(uint);
        if (length > ProtocolLimits.MaximumFrameBytes)
        {
            throw new FrameTooLargeException(type, length);
        }

        var bytes = buffer.WrittenSpan.ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)length);
        return bytes;
    }
}
