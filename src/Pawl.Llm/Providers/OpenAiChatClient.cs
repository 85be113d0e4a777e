using System.ClientModel;
using System.ClientModel.Primitives;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using Pawl.Llm.Calls;
using Pawl.Llm.Credentials;
using Pawl.Llm.Settings;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace Pawl.Llm.Providers;

/// <summary>
/// OpenAI's service, or a server that speaks its API, over one pool of connections. Sends each request once: nothing below it tries again.
/// Safe for several threads.
/// </summary>
public sealed class OpenAiChatClient : IChatClient
{
    private readonly HttpClient _http;
    private readonly ChatClient _client;
    private readonly ChatRequestWriter _writer;
    private readonly FailureReader _failures;

    /// <param name="time">Dates of <c>Retry-After</c> are held against it.</param>
    public OpenAiChatClient(ProviderSettings settings, Credential credential, TimeProvider time)
    {
        _writer = new ChatRequestWriter(settings.Structured);
        _failures = new FailureReader(credential, time);
        _http = new HttpClient(
            new SocketsHttpHandler
            {
                // A key goes to the address it was given for and nowhere else.
                AllowAutoRedirect = false,
                UseCookies = false,
                // Long runs follow a name that moves.
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                ActivityHeadersPropagator = null,
            },
            disposeHandler: true
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        var options = new OpenAIClientOptions
        {
            Endpoint = settings.Address,
            Transport = new HttpClientPipelineTransport(_http),
            // One layer tries again, and it is not this one; it also ends a try that takes too long.
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
            NetworkTimeout = Timeout.InfiniteTimeSpan,
            EnableDistributedTracing = false,
            ClientLoggingOptions = new ClientLoggingOptions { EnableLogging = false },
        };
        options.AddPolicy(new CredentialPolicy(credential), PipelinePosition.BeforeTransport);
        // Neither of these two is sent: the model stands in the body of each request, and the policy sets the key.
        _client = new ChatClient("none", new ApiKeyCredential("none"), options);
    }

    /// <exception cref="CallFailureException">The request failed; of any kind but timeout and stopped.</exception>
    /// <exception cref="OperationCanceledException">The token came first; what became of the request is unknown.</exception>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        using var content = BinaryContent.Create(BinaryData.FromBytes(_writer.Write(messages, options)));
        var request = new RequestOptions { CancellationToken = cancellationToken, ErrorOptions = ClientErrorBehaviors.NoThrow };
        if (options.AdditionalProperties?.TryGetValue(CallMapping.IdempotencyKey, out string? key) == true && key is not null)
        {
            request.SetHeader("Idempotency-Key", key);
        }

        using var response = await SendAsync(content, request);
        var requestId = response.Headers.TryGetValue("x-request-id", out var id) ? id : null;
        if (response.Status is < 200 or > 299)
        {
            throw _failures.Refusal(response, requestId);
        }

        try
        {
            return ChatResponseReader.Read(response.Content.ToMemory(), requestId);
        }
        catch (FormatException exception)
        {
            throw _failures.Garbled(exception.Message, requestId);
        }
    }

    /// <summary>The whole answer in one piece: what is written down is written whole.</summary>
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

    public void Dispose() => _http.Dispose();

    private async Task<PipelineResponse> SendAsync(BinaryContent content, RequestOptions request)
    {
        try
        {
            return (await _client.CompleteChatAsync(content, request)).GetRawResponse();
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            request.CancellationToken.ThrowIfCancellationRequested();
            throw _failures.Broken(exception);
        }
        catch (OperationCanceledException exception) when (!request.CancellationToken.IsCancellationRequested)
        {
            // The transport's own limits, such as on connecting.
            throw _failures.Broken(exception);
        }
    }
}
