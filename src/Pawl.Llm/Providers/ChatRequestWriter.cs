using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Pawl.Llm.Settings;

namespace Pawl.Llm.Providers;

/// <summary>Writes the body of a request to <c>/chat/completions</c>. The same request, the same bytes.</summary>
internal sealed class ChatRequestWriter(StructuredOutput structured)
{
    /// <summary>Ends a system prompt of a provider that is not given the schema itself.</summary>
    private const string SchemaLead = "Answer with one JSON object and nothing else. It follows this JSON schema:\n";

    // One format serves all calls of a stage: what follows from its schema is worked out once, and goes with it.
    private readonly ConditionalWeakTable<ChatResponseFormatJson, byte[]> _formats = [];

    public byte[] Write(IEnumerable<ChatMessage> messages, ChatOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("model", options.ModelId);
            Messages(writer, messages, options);
            Sampling(writer, options);
            Format(writer, options.ResponseFormat);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private void Messages(Utf8JsonWriter writer, IEnumerable<ChatMessage> messages, ChatOptions options)
    {
        var schema =
            structured != StructuredOutput.Schema && options.ResponseFormat is ChatResponseFormatJson { Schema: { } wanted }
                ? SchemaLead + wanted.GetRawText()
                : null;
        writer.WriteStartArray("messages");
        foreach (var message in messages)
        {
            var text = message.Text;
            if (message.Role == ChatRole.System && schema is not null)
            {
                text = $"{text}\n\n{schema}";
                schema = null;
            }
            else if (schema is not null)
            {
                Message(writer, "system", schema);
                schema = null;
            }

            Message(writer, message.Role.Value, text);
        }

        writer.WriteEndArray();
    }

    private static void Message(Utf8JsonWriter writer, string role, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("role", role);
        writer.WriteString("content", text);
        writer.WriteEndObject();
    }

    private static void Sampling(Utf8JsonWriter writer, ChatOptions options)
    {
        if (options.Temperature is { } temperature)
        {
            writer.WriteNumber("temperature", temperature);
        }

        if (options.TopP is { } share)
        {
            writer.WriteNumber("top_p", share);
        }

        if (options.Seed is { } seed)
        {
            writer.WriteNumber("seed", seed);
        }

        if (options.MaxOutputTokens is { } most)
        {
            writer.WriteNumber("max_completion_tokens", most);
        }

        if (options.AdditionalProperties?.TryGetValue(CallMapping.ReasoningEffort, out string? effort) == true)
        {
            writer.WriteString("reasoning_effort", effort);
        }
    }

    private void Format(Utf8JsonWriter writer, ChatResponseFormat? format)
    {
        if (format is not ChatResponseFormatJson json || structured == StructuredOutput.None)
        {
            return;
        }

        writer.WritePropertyName("response_format");
        if (structured == StructuredOutput.Object || json.Schema is null)
        {
            writer.WriteRawValue("""{"type":"json_object"}"""u8, skipInputValidation: true);
        }
        else
        {
            writer.WriteRawValue(_formats.GetValue(json, Named), skipInputValidation: true);
        }
    }

    private static byte[] Named(ChatResponseFormatJson format)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("type", "json_schema");
            writer.WriteStartObject("json_schema");
            writer.WriteString("name", format.SchemaName ?? "answer");
            writer.WriteBoolean("strict", StrictSchema.Allows(format.Schema!.Value));
            writer.WritePropertyName("schema");
            format.Schema.Value.WriteTo(writer);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
