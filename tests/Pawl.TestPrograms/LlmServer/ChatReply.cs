using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pawl.TestPrograms.LlmServer;

/// <summary>Answers one request, well or with a fault.</summary>
/// <param name="authorization">The header as it came: refusals repeat the key, as OpenAI's do.</param>
/// <param name="leave">Called before the last bytes are sent.</param>
internal sealed class ChatReply(
    ChatConnection connection,
    ChatServerOptions options,
    ChatRequest request,
    int attempt,
    string? authorization,
    Action leave,
    CancellationToken end
)
{
    /// <returns>The status that was sent whole; 0 when none was.</returns>
    public async Task<int> SendAsync(ChatFault fault)
    {
        switch (fault)
        {
            case ChatFault.RateLimitedSeconds:
                return await RefuseAsync(
                    429,
                    "Rate limit reached.",
                    "rate_limit_exceeded",
                    RetryAfter($"{(int)options.Script.RetryAfter.TotalSeconds}")
                );
            case ChatFault.RateLimitedDate:
                var date = DateTimeOffset.UtcNow + options.Script.RetryAfter;
                return await RefuseAsync(429, "Rate limit reached.", "rate_limit_exceeded", RetryAfter(date.ToString("r")));
            case ChatFault.ServerError:
                return await RefuseAsync(500, "The server had an error.", "server_error", []);
            case ChatFault.Unavailable:
                return await RefuseAsync(503, "Overloaded.", "server_error", []);
            case ChatFault.Unauthorized:
                return await RefuseAsync(401, $"Incorrect API key provided: {EchoedKey()}.", "invalid_api_key", []);
            case ChatFault.InsufficientQuota:
                return await RefuseAsync(429, "You exceeded your current quota.", "insufficient_quota", []);
            case ChatFault.Garbled:
                leave();
                await connection.WriteAsync(200, [], "<html>gateway</html>"u8.ToArray());
                return 0;
            case ChatFault.Reset:
                leave();
                connection.Reset();
                return 0;
            case ChatFault.ResetInside:
                var whole = Whole(options.Answerer.Answer(request));
                await connection.SendAsync(whole.AsMemory(0, whole.Length - 20));
                leave();
                connection.Reset();
                return 0;
            case ChatFault.Hang:
                await connection.WaitForCloseAsync();
                return 0;
            default:
                return await AnswerAsync(fault);
        }
    }

    /// <summary>The JSON OpenAI's service sends with a refusal.</summary>
    public static byte[] Error(string message, string type, string? code) =>
        Encoding.UTF8.GetBytes(
            new JsonObject
            {
                ["error"] = new JsonObject
                {
                    ["message"] = message,
                    ["type"] = type,
                    ["code"] = code,
                },
            }.ToJsonString()
        );

    private async Task<int> AnswerAsync(ChatFault fault)
    {
        var text = options.Answerer.Answer(request);
        text = fault switch
        {
            ChatFault.InvalidContent => text[..(text.Length / 2)],
            ChatFault.WrongSchema => """{"unexpected":["this follows no schema that was asked for"]}""",
            _ => text,
        };
        if (fault == ChatFault.SlowDrip)
        {
            return await DripAsync(Whole(text));
        }

        if (fault == ChatFault.Delay)
        {
            await Task.Delay(options.Script.Delay, end);
        }

        var whole = Whole(text);
        leave();
        await connection.SendAsync(whole);
        return 200;
    }

    private async Task<int> DripAsync(ReadOnlyMemory<byte> bytes)
    {
        for (var sent = 0; sent < bytes.Length; sent += 8)
        {
            if (sent + 8 >= bytes.Length)
            {
                leave();
            }

            await connection.SendAsync(bytes[sent..Math.Min(sent + 8, bytes.Length)]);
            await Task.Delay(options.Script.Delay / 10, end);
            if (connection.IsClosed)
            {
                return 0;
            }
        }

        return 200;
    }

    private async Task<int> RefuseAsync(int status, string message, string code, IEnumerable<(string, string)> headers)
    {
        leave();
        await connection.WriteAsync(status, [.. headers, RequestId()], Error(message, code, code));
        return status;
    }

    private byte[] Whole(string text)
    {
        var prompt = request.Question.Sum(message => (message.Text.Length + 3) / 4);
        var usage = new
        {
            prompt_tokens = prompt,
            completion_tokens = (text.Length + 3) / 4,
            total_tokens = prompt + ((text.Length + 3) / 4),
            prompt_tokens_details = new { cached_tokens = prompt / 2 },
        };
        var message = new
        {
            role = "assistant",
            content = text,
            refusal = (string?)null,
        };
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                id = $"chatcmpl-{request.Hash[..16]}",
                @object = "chat.completion",
                created = 0,
                model = request.Model,
                choices = new[]
                {
                    new
                    {
                        index = 0,
                        message,
                        finish_reason = "stop",
                    },
                },
                usage,
            }
        );
        return [.. ChatConnection.Head(200, [RequestId()], body.Length), .. body];
    }

    private (string, string) RequestId() => ("x-request-id", $"req-{request.Hash[..12]}-{attempt}");

    private static IEnumerable<(string, string)> RetryAfter(string value) => [("retry-after", value)];

    /// <summary>As it came, and shortened as OpenAI does: <c>sk-wrong**********abcd</c>.</summary>
    private string EchoedKey()
    {
        var key = authorization?.Replace("Bearer ", "", StringComparison.Ordinal) ?? "";
        return key.Length < 12 ? key : $"{key} ({key[..8]}{new string('*', 10)}{key[^4..]})";
    }
}
