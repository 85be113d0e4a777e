using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Pawl.TestPrograms.LlmServer;

/// <summary>One HTTP/1.1 connection, close enough to the socket to break it anywhere.</summary>
internal sealed class ChatConnection(Socket socket, CancellationToken end) : IDisposable
{
    private byte[] _buffer = new byte[16 << 10];
    private int _filled;

    /// <returns>Null when the client closed the connection.</returns>
    public async Task<HttpMessage?> ReadAsync()
    {
        int head;
        while ((head = _buffer.AsSpan(0, _filled).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (!await FillAsync())
            {
                return null;
            }
        }

        var lines = Encoding.ASCII.GetString(_buffer, 0, head).Split("\r\n");
        var headers = lines
            .Skip(1)
            .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
        var length = headers.TryGetValue("content-length", out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : 0;
        var total = head + 4 + length;
        while (_filled < total)
        {
            if (!await FillAsync())
            {
                return null;
            }
        }

        var body = _buffer.AsSpan(head + 4, length).ToArray();
        _buffer.AsSpan(total, _filled - total).CopyTo(_buffer);
        _filled -= total;
        var words = lines[0].Split(' ');
        return new HttpMessage(words[0], words[1], headers, body);
    }

    public Task WriteAsync(int status, IEnumerable<(string Name, string Value)> headers, byte[] body) =>
        SendAsync((byte[])[.. Head(status, headers, body.Length), .. body]);

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes, end)..];
        }
    }

    public static byte[] Head(int status, IEnumerable<(string Name, string Value)> headers, int length)
    {
        var head = new StringBuilder($"HTTP/1.1 {status} S\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n");
        foreach (var (name, value) in headers)
        {
            head.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        return Encoding.ASCII.GetBytes(head.Append("\r\n").ToString());
    }

    /// <summary>The client sees "connection reset by peer".</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Close();
    }

    /// <summary>Until the client closes the connection.</summary>
    public async Task WaitForCloseAsync()
    {
        while (await FillAsync())
        {
            _filled = 0;
        }
    }

    /// <summary>True once the client closed or reset the connection.</summary>
    public bool IsClosed
    {
        get
        {
            try
            {
                return socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0;
            }
            catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
            {
                return true;
            }
        }
    }

    public void Dispose() => socket.Dispose();

    private async Task<bool> FillAsync()
    {
        if (_filled == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = await socket.ReceiveAsync(_buffer.AsMemory(_filled), end);
        _filled += read;
        return read > 0;
    }
}
