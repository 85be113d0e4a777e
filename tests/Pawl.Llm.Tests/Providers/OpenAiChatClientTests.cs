using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Pawl.Llm.Calls;
using Pawl.Llm.Credentials;
using Pawl.Llm.Providers;
using Pawl.Llm.Settings;
using Pawl.Llm.Tests.Sending;
using Pawl.TestPrograms.LlmServer;

namespace Pawl.Llm.Tests.Providers;

public class OpenAiChatClientTests
{
    private const string Key = "sk-proj-Zq81kvT3mWx5Rb7N";

    [Fact]
    public async Task Everything_a_call_says_is_sent_and_nothing_it_does_not()
    {
        await using var server = ChatServer.Start(new ChatServerOptions { Key = Key });

        var answer = await AskAsync(server.Address, Question.Of(1));

        var body = JsonElement.Parse(server.Last!.Body.Span);
        Assert.Equal("call-1", server.Last.Header("idempotency-key"));
        Assert.Equal(
            ["model", "messages", "temperature", "seed", "max_completion_tokens", "response_format"],
            body.EnumerateObject().Select(member => member.Name)
        );
        Assert.Equal(
            """[{"role":"system","content":"You are an architect."},{"role":"user","content":"Service S1?"}]""",
            body.GetProperty("messages").GetRawText()
        );
        Assert.Equal("0.5", body.GetProperty("temperature").GetRawText());
        Assert.Equal(200, body.GetProperty("max_completion_tokens").GetInt32());
        var schema = body.GetProperty("response_format").GetProperty("json_schema");
        Assert.True(schema.GetProperty("strict").GetBoolean());
        Assert.Equal("features", schema.GetProperty("name").GetString());
        Assert.Equal(Question.Schema.Json, schema.GetProperty("schema").GetRawText());
        Assert.Equal(("stop", "gpt-5-mini"), (answer.FinishReason, answer.Model));
        Assert.StartsWith("req-", answer.RequestId);
        Assert.True(answer.Usage is { Input: > 0, CachedInput: > 0, Output: > 0 });
    }

    [Theory]
    [InlineData(StructuredOutput.Object, """{"type":"json_object"}""")]
    [InlineData(StructuredOutput.None, null)]
    public async Task A_server_without_schemas_finds_the_schema_in_the_prompt(StructuredOutput structured, string? format)
    {
        await using var server = ChatServer.Start();

        var answer = await AskAsync(server.Address, Question.Of(1), structured);

        var body = JsonElement.Parse(server.Last!.Body.Span);
        Assert.Equal(format, body.TryGetProperty("response_format", out var sent) ? sent.GetRawText() : null);
        Assert.EndsWith(Question.Schema.Json, body.GetProperty("messages")[0].GetProperty("content").GetString());
        Assert.InRange(JsonElement.Parse(answer.Text).GetProperty("level").GetInt32(), 1, 5);
    }

    [Theory]
    [InlineData(ChatFault.RateLimitedSeconds, CallFailureKind.RateLimited, 429, false)]
    [InlineData(ChatFault.RateLimitedDate, CallFailureKind.RateLimited, 429, false)]
    [InlineData(ChatFault.InsufficientQuota, CallFailureKind.Quota, 429, false)]
    [InlineData(ChatFault.Unauthorized, CallFailureKind.Key, 401, false)]
    [InlineData(ChatFault.ServerError, CallFailureKind.Server, 500, false)]
    [InlineData(ChatFault.Unavailable, CallFailureKind.Server, 503, false)]
    [InlineData(ChatFault.Garbled, CallFailureKind.Garbled, 200, true)]
    [InlineData(ChatFault.Reset, CallFailureKind.Connection, null, true)]
    [InlineData(ChatFault.ResetInside, CallFailureKind.Connection, null, true)]
    public async Task Each_fault_is_told_apart(ChatFault fault, CallFailureKind kind, int? status, bool isOutcomeUnknown)
    {
        await using var server = ChatServer.Start();
        server.Always = fault;

        var failure = await Assert.ThrowsAsync<CallFailureException>(() => AskAsync(server.Address, Question.Of(1)));

        Assert.Equal((kind, status, isOutcomeUnknown), (failure.Kind, failure.Status, failure.IsOutcomeUnknown));
        Assert.DoesNotContain(Key, failure.ToString());
        Assert.DoesNotContain("sk-proj", failure.ToString());
        Assert.Equal(1, server.Statistics.Requests);
    }

    [Theory]
    [InlineData(ChatFault.RateLimitedSeconds, 3, 3)]
    [InlineData(ChatFault.RateLimitedDate, 5, 3)]
    [InlineData(ChatFault.RateLimitedDate, -60, 0)]
    public async Task Retry_After_is_read_in_both_forms(ChatFault fault, int asked, int least)
    {
        await using var server = ChatServer.Start(
            new ChatServerOptions { Script = new ChatScript { RetryAfter = TimeSpan.FromSeconds(asked) } }
        );
        server.Always = fault;

        var failure = await Assert.ThrowsAsync<CallFailureException>(() => AskAsync(server.Address, Question.Of(1)));

        Assert.InRange(failure.RetryAfter!.Value, TimeSpan.FromSeconds(least), TimeSpan.FromSeconds(Math.Max(0, asked)));
    }

    [Fact]
    public async Task A_request_that_never_left_has_a_known_outcome()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        var failure = await Assert.ThrowsAsync<CallFailureException>(() =>
            AskAsync(new Uri($"http://127.0.0.1:{port}/v1"), Question.Of(1))
        );

        Assert.Equal((CallFailureKind.Connection, false), (failure.Kind, failure.IsOutcomeUnknown));
    }

    private static async Task<ModelAnswer> AskAsync(Uri address, ModelCall call, StructuredOutput structured = StructuredOutput.Schema)
    {
        var settings = TestSettings.Provider(address, authVariable: "K") with { Structured = structured };
        using var client = new OpenAiChatClient(settings, Credential.Open(settings, _ => Key), TimeProvider.System);
        var response = await client.GetResponseAsync(CallMapping.Messages(call), CallMapping.Options(call, "call-1"));
        return CallMapping.Answer(response, call);
    }
}
