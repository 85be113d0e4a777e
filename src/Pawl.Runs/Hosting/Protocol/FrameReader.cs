using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Unicode;

namespace Pawl.Runs.Hosting.Protocol;

/// <summary>
/// Reads frames off a stream: four bytes of length, little-endian, then that many bytes of UTF-8 JSON, as in
/// <c>1F 00 00 00 {"type":"progress","fraction":1}</c>. Yields a frame, the clean end of the stream, or a <see cref="ProtocolException"/>;
/// never anything else, whatever the bytes. Holds one buffer, never above <see cref="ProtocolLimits.MaximumFrameBytes"/>.
/// </summary>
internal sealed class FrameReader<T>(Stream stream, Func<FrameObject, T> parse)
    where T : class
{
    private static readonly JsonDocumentOptions Strict = new()
    {
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
        MaxDepth = ProtocolLimits.MaximumDepth,
    };

    private readonly byte[] _header = new byte[sizeof(uint)];
    private byte[] _body = new byte[4096];

    /// <returns>The next frame, or null at an end of the stream that lies between two frames.</returns>
    public async Task<T?> ReadAsync(CancellationToken cancellation)
    {
        var headerBytes = await FillAsync(_header, cancellation);
        if (headerBytes == 0)
        {
            return null;
        }

        if (headerBytes < _header.Length)
        {
            throw new ProtocolException(ProtocolBreach.Truncated, $"the stream ended after {headerBytes} of the 4 bytes of a length");
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(_header);
        if (length == 0)
        {
            throw new ProtocolException(ProtocolBreach.ZeroLength, "a frame of length 0; the smallest frame is an object with a type");
        }

        if (length > ProtocolLimits.MaximumFrameBytes)
        {
            throw new ProtocolException(
                ProtocolBreach.Oversized,
                $"a frame of {length} bytes; at most {ProtocolLimits.MaximumFrameBytes} are accepted, so split it"
            );
        }

        if (_body.Length < length)
        {
            _body = new byte[Math.Min(ProtocolLimits.MaximumFrameBytes, Math.Max((int)length, _body.Length * 2))];
        }

        var body = _body.AsMemory(0, (int)length);
        var bodyBytes = await FillAsync(body, cancellation);
        return bodyBytes < body.Length
            ? throw new ProtocolException(ProtocolBreach.Truncated, $"the stream ended after {bodyBytes} of a frame's {length} bytes")
            : Parse(body);
    }

    // A process that dies with frames unread resets its connection: after all it sent came an error where else came the end.
    private async Task<int> FillAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        var filled = 0;
        try
        {
            while (filled < buffer.Length && await stream.ReadAsync(buffer[filled..], cancellation) is var count and > 0)
            {
                filled += count;
            }
        }
        catch (IOException error) when (error.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            // The end, as above.
        }

        return filled;
    }

    private T Parse(ReadOnlyMemory<byte> body)
    {
        if (!Utf8.IsValid(body.Span))
        {
            throw new ProtocolException(ProtocolBreach.NotUtf8, $"a frame of {body.Length} bytes that is not UTF-8");
        }

        try
        {
            using var document = JsonDocument.Parse(body, Strict);
            return parse(FrameObject.Of(document.RootElement));
        }
        catch (JsonException error)
        {
            throw new ProtocolException(ProtocolBreach.NotJson, $"a frame that is not JSON: {error.Message}", error);
        }
        catch (InvalidOperationException error)
        {
            // JsonElement answers so where an escape such as \ud800 stands for half a character.
            throw new ProtocolException(ProtocolBreach.NotJson, $"a frame whose text is no Unicode: {error.Message}", error);
        }
    }
}
