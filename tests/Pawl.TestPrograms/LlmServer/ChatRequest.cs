using System.Security.Cryptography;
using System.Text.Json;

namespace Pawl.TestPrograms.LlmServer;

/// <summary>A request of <c>/v1/chat/completions</c>.</summary>
/// <param name="Question">Roles and texts up to the first answer of an assistant: what was asked before anything was asked again.</param>
/// <param name="Schema">Of <c>response_format</c>, or the one that stands in the system prompt; null for free text.</param>
/// <param name="Hash">Of the body, 64 hex digits: the same for every try.</param>
/// <param name="QuestionHash">Of model, question and schema: the same when it is asked again after an answer that could not be read.</param>
/// <param name="IsAskedAgain">An assistant's answer stands in the conversation.</param>
public sealed record ChatRequest(
    string Model,
    IReadOnlyList<(string Role, string Text)> Question,
    JsonElement? Schema,
    string Hash,
    string QuestionHash,
    bool IsAskedAgain,
    string? IdempotencyKey
)
{
    public static ChatRequest Parse(ReadOnlyMemory<byte> body, string? idempotencyKey)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        var messages = root.GetProperty("messages")
            .EnumerateArray()
            .Select(message => (message.GetProperty("role").GetString()!, TextOf(message)))
            .ToList();
        var question = messages.TakeWhile(message => message.Item1 != "assistant").ToList();
        var schema = SchemaOf(root, question);
        var model = root.GetProperty("model").GetString()!;
        var asked = JsonSerializer.SerializeToUtf8Bytes(
            new[] { model, schema?.GetRawText() ?? "" }.Concat(question.SelectMany(message => new[] { message.Item1, message.Item2 }))
        );
        return new ChatRequest(
            model,
            question,
            schema,
            Convert.ToHexStringLower(SHA256.HashData(body.Span)),
            Convert.ToHexStringLower(SHA256.HashData(asked)),
            question.Count < messages.Count,
            idempotencyKey
        );
    }

    private static string TextOf(JsonElement message) =>
        message.GetProperty("content") is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";

    private static JsonElement? SchemaOf(JsonElement root, List<(string Role, string Text)> question)
    {
        if (
            root.TryGetProperty("response_format", out var format)
            && format.TryGetProperty("json_schema", out var named)
            && named.TryGetProperty("schema", out var schema)
        )
        {
            return schema.Clone();
        }

        // "…follows this JSON schema:\n{…}" ends a system prompt when the server is not given the schema itself.
        var system = question.FirstOrDefault(message => message.Role == "system").Text ?? "";
        var mark = system.LastIndexOf("JSON schema:\n", StringComparison.Ordinal);
        return mark < 0 ? null : JsonElement.Parse(system[(mark + "JSON schema:\n".Length)..]);
    }
}
