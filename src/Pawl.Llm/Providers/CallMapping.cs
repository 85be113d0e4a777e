using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Pawl.Llm.Calls;

namespace Pawl.Llm.Providers;

/// <summary>Calls in the words of <see cref="IChatClient"/>, and its answers in the words of calls.</summary>
internal static class CallMapping
{
    /// <summary>Entries of <see cref="ChatOptions.AdditionalProperties"/> and of the response's.</summary>
    public const string IdempotencyKey = "idempotency_key";

    public const string ReasoningEffort = "reasoning_effort";
    public const string RequestId = "request_id";

    // Kept as long as the schema they were made from: stages have one each.
    private static readonly ConditionalWeakTable<AnswerSchema, ChatResponseFormat> Formats = [];

    public static IReadOnlyList<ChatMessage> Messages(ModelCall call)
    {
        var messages = new List<ChatMessage>(call.Messages.Count + 1);
        if (call.SystemPrompt.Length > 0)
        {
            messages.Add(new ChatMessage(ChatRole.System, call.SystemPrompt));
        }

        foreach (var message in call.Messages)
        {
            messages.Add(new ChatMessage(message.Role == "assistant" ? ChatRole.Assistant : ChatRole.User, message.Text));
        }

        return messages;
    }

    public static ChatOptions Options(ModelCall call, string idempotencyKey)
    {
        var sampling = call.Sampling;
        var options = new ChatOptions
        {
            ModelId = call.Model,
            Temperature = (float?)sampling.Temperature,
            TopP = (float?)sampling.TopP,
            Seed = sampling.Seed,
            MaxOutputTokens = sampling.MaximumOutputTokens,
            ResponseFormat = call.Schema is { } schema ? Formats.GetValue(schema, Format) : null,
            AdditionalProperties = new AdditionalPropertiesDictionary { [IdempotencyKey] = idempotencyKey },
        };
        if (sampling.ReasoningEffort is { } effort)
        {
            options.AdditionalProperties[ReasoningEffort] = effort;
        }

        return options;
    }

    public static ModelAnswer Answer(ChatResponse response, ModelCall call) =>
        new(
            response.Text,
            response.Usage is { } usage
                ? new TokenUsage(usage.InputTokenCount ?? 0, usage.CachedInputTokenCount ?? 0, usage.OutputTokenCount ?? 0)
                : TokenUsage.None,
            response.ModelId ?? call.Model,
            response.FinishReason?.Value ?? "",
            response.AdditionalProperties?.TryGetValue(RequestId, out string? id) == true ? id : null
        );

    private static ChatResponseFormat Format(AnswerSchema schema) =>
        ChatResponseFormat.ForJsonSchema(JsonElement.Parse(schema.Json), schema.Name);
}
