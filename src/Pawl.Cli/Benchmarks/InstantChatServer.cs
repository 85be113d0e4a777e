using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Pawl.Cli.Benchmarks;

/// <summary>
/// Answers every request of OpenAI's chat API at once and with the same text: what is then measured is the client alone. Reads of a request
/// no more than its length.
/// </summary>
internal sealed class InstantChatServer : IDisposable
{
    /// <summary>An answer of the length that a mapping of some features has.</summary>
    private static readonly byte[] Answer = Build();

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public InstantChatServer() => _listener.Start(512);

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1");

    /// <summary>Until cancelled.</summary>
    public async Task ServeAsync(CancellationToken end)
    {
        while (true)
        {
            _ = AnswerAsync(await _listener.AcceptSocketAsync(end), end);
        }
    }

    public void Dispose() => _listener.Dispose();

    private static async Task AnswerAsync(Socket socket, CancellationToken end)
    {
        using var connection = socket;
        connection.NoDelay = true;
        var buffer = new byte[64 << 10];
        var filled = 0;
        try
        {
            while (true)
            {
                var length = Length(buffer.AsSpan(0, filled));
                if (length is { } whole && filled >= whole)
                {
                    buffer.AsSpan(whole, filled - whole).CopyTo(buffer);
                    filled -= whole;
                    await connection.SendAsync(Answer, end);
                    continue;
                }

                var read = await connection.ReceiveAsync(buffer.AsMemory(filled), end);
                if (read == 0)
                {
                    return;
                }

                filled += read;
            }
        }
        catch (Exception fault) when (fault is SocketException or OperationCanceledException)
        {
            // The client went away, or the measurement is over.
        }
    }

    // "POST /v1/chat/completions HTTP/1.1\r\nHost: …\r\nContent-Length: 1532\r\n\r\n" and so many bytes.
    private static int? Length(ReadOnlySpan<byte> request)
    {
        var head = request.IndexOf("\r\n\r\n"u8);
        if (head < 0)
        {
            return null;
        }

        foreach (var line in Encoding.ASCII.GetString(request[..head]).Split("\r\n"))
        {
            if (line.StartsWith("content-length:", StringComparison.OrdinalIgnoreCase))
            {
                return head + 4 + int.Parse(line["content-length:".Length..]);
            }
        }

        return head + 4;
    }

    private static byte[] Build()
    {
        const string Feature = """{"name":"Feature","description":"What it does for whom, in a sentence of some length.","level":3}""";
        var content = JsonEncodedText.Encode($"{{\"features\":[{string.Join(',', Enumerable.Repeat(Feature, 5))}]}}").ToString();
        var body = Encoding.UTF8.GetBytes(
            """{"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-5-mini","choices":[{"index":0,"message":"""
                + $"{{\"role\":\"assistant\",\"content\":\"{content}\",\"refusal\":null}}"
                + ""","finish_reason":"stop"}],"usage":{"prompt_tokens":400,"completion_tokens":120,"total_tokens":520}}"""
        );
        var head = $"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-request-id: req_1\r\ncontent-length: {body.Length}\r\n\r\n";
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }
}
