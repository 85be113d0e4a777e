using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using Pawl.Llm.Calls;

namespace Pawl.Llm.Providers;

/// <summary>
/// Answers from the request alone: an instance of its JSON schema, or prose. The same request gets the same answer, on every machine;
/// nothing is sent anywhere. Safe for several threads.
/// </summary>
/// <param name="seed">Another seed gives other answers.</param>
public sealed class OfflineChatClient(long seed) : IChatClient
{
    /// <summary>What is taken for a token where tokens are estimated: OpenAI's rule of thumb for English.</summary>
    private const int CharactersPerToken = 4;

    /// <exception cref="CallFailureException">Of kind refused: nothing can be made up for the schema.</exception>
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        var schema = (options?.ResponseFormat as ChatResponseFormatJson)?.Schema;
        var asked = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{seed}\n{options?.ModelId}\n{options?.Seed}\n{schema}\n");
        foreach (var message in messages)
        {
            asked.Append(message.Role.Value).Append('\n').Append(message.Text.Length).Append('\n').Append(message.Text);
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(asked.ToString()));
        var text = Answer(schema, BinaryPrimitives.ReadUInt64LittleEndian(hash));
        return Task.FromResult(
            new ChatResponse(new ChatMessage(ChatRole.Assistant, text))
            {
                ModelId = options?.ModelId,
                FinishReason = ChatFinishReason.Stop,
                ResponseId = $"offline-{Convert.ToHexStringLower(hash.AsSpan(0, 8))}",
                Usage = new UsageDetails
                {
                    InputTokenCount = Tokens(asked.Length),
                    OutputTokenCount = Tokens(text.Length),
                    TotalTokenCount = Tokens(asked.Length) + Tokens(text.Length),
                },
            }
        );
    }

    /// <summary>The whole answer in one piece.</summary>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
        // Holds nothing.
    }

    private static string Answer(JsonElement? schema, ulong draw)
    {
        try
        {
            return schema is { } known ? OfflineAnswer.Json(known, draw) : OfflineAnswer.Text(draw);
        }
        catch (NotSupportedException exception)
        {
            throw new CallFailureException(
                CallFailureKind.Refused,
                null,
                null,
                null,
                isOutcomeUnknown: false,
                exception.Message,
                exception
            );
        }
    }

    private static long Tokens(int characters) => (characters + CharactersPerToken - 1) / CharactersPerToken;
}
