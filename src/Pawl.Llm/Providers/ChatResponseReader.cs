using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Pawl.Llm.Providers;

/// <summary>Reads the body of an answer of <c>/chat/completions</c>.</summary>
internal static class ChatResponseReader
{
    /// <exception cref="FormatException">It is not the API's JSON; says what is missing.</exception>
    public static ChatResponse Read(ReadOnlyMemory<byte> body, string? requestId)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(document.RootElement, requestId);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new FormatException($"not the API's JSON ({exception.Message})", exception);
        }
    }

    private static ChatResponse Read(JsonElement root, string? requestId)
    {
        if (Member(root, "choices") is not { ValueKind: JsonValueKind.Array } choices || choices.GetArrayLength() == 0)
        {
            var message = Member(Member(root, "error"), "message") is { ValueKind: JsonValueKind.String } text
                ? $": {text.GetString()}"
                : "";
            throw new FormatException($"no choices{message}");
        }

        var response = new ChatResponse(new ChatMessage(ChatRole.Assistant, TextOf(Member(choices[0], "message"))))
        {
            ModelId = TextOrNull(root, "model"),
            ResponseId = TextOrNull(root, "id"),
            FinishReason = TextOrNull(choices[0], "finish_reason") is { } reason ? new ChatFinishReason(reason) : null,
            Usage = UsageOf(Member(root, "usage")),
        };
        if (requestId is not null)
        {
            response.AdditionalProperties = new AdditionalPropertiesDictionary { [CallMapping.RequestId] = requestId };
        }

        return response;
    }

    /// <summary>The content as one text or in parts; the refusal of a model that refused.</summary>
    private static string TextOf(JsonElement? message)
    {
        switch (Member(message, "content"))
        {
            case { ValueKind: JsonValueKind.String } text:
                return text.GetString()!;
            case { ValueKind: JsonValueKind.Array } parts:
                var whole = new StringBuilder();
                foreach (var part in parts.EnumerateArray())
                {
                    whole.Append(TextOrNull(part, "text"));
                }

                return whole.ToString();
            default:
                return Member(message, "refusal") is { ValueKind: JsonValueKind.String } refusal
                    ? refusal.GetString()!
                    : throw new FormatException("a choice without content");
        }
    }

    private static UsageDetails? UsageOf(JsonElement? usage) =>
        usage is { ValueKind: JsonValueKind.Object }
            ? new UsageDetails
            {
                InputTokenCount = Count(usage, "prompt_tokens"),
                OutputTokenCount = Count(usage, "completion_tokens"),
                TotalTokenCount = Count(usage, "total_tokens"),
                CachedInputTokenCount = Count(Member(usage, "prompt_tokens_details"), "cached_tokens"),
                ReasoningTokenCount = Count(Member(usage, "completion_tokens_details"), "reasoning_tokens"),
            }
            : null;

    private static long? Count(JsonElement? holder, string name) =>
        Member(holder, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var count) ? count : null;

    private static string? TextOrNull(JsonElement holder, string name) =>
        Member(holder, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement? Member(JsonElement? holder, string name) =>
        holder is { ValueKind: JsonValueKind.Object } known && known.TryGetProperty(name, out var member) ? member : null;
}
