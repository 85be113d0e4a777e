using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Pawl.TestPrograms.LlmServer;

/// <summary>
/// A chat server with OpenAI's API on a port of this machine: <c>POST /v1/chat/completions</c>, and <c>GET /control/stats</c> and
/// <c>/control/always/FAULT</c> (<c>off</c> takes it back) and <c>/control/answerer/NAME</c> for those who test with it.
/// </summary>
public sealed class ChatServer : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<Task, bool> _connections = new();
    private readonly ChatJournal _journal;
    private readonly ChatMeter _meter = new();
    private readonly Task _accepting;

    private ChatServer(ChatServerOptions options)
    {
        Options = options;
        _journal = new ChatJournal(options.JournalPath);
        _listener = new TcpListener(IPAddress.Loopback, options.Port);
        _listener.Start(512);
        _accepting = AcceptAsync();
    }

    public ChatServerOptions Options { get; private set; }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1");

    public ChatStatistics Statistics => _meter.Read();

    /// <summary>Not null: what every call meets from now on, whatever the script says.</summary>
    public ChatFault? Always { get; set; }

    /// <summary>The request for an answer that was read last; null before the first.</summary>
    public HttpMessage? Last { get; private set; }

    public static ChatServer Start(ChatServerOptions? options = null) => new(options ?? new ChatServerOptions());

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections.Keys);
        _journal.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptSocketAsync(_end.Token);
                _meter.Connected();
                var serving = ServeAsync(socket);
                _connections[serving] = true;
                _ = serving.ContinueWith(done => _connections.TryRemove(done, out _), TaskScheduler.Default);
            }
            catch (Exception exception) when (exception is OperationCanceledException or SocketException)
            {
                // The listener was stopped, or a client left before it was accepted.
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var connection = new ChatConnection(socket, _end.Token);
        try
        {
            while (await connection.ReadAsync() is { } message)
            {
                if (message.Path.StartsWith("/control/", StringComparison.Ordinal))
                {
                    await ControlAsync(connection, message.Path["/control/".Length..]);
                }
                else if (message is { Method: "POST", Path: "/v1/chat/completions" })
                {
                    await AnswerAsync(connection, message);
                }
                else
                {
                    await connection.WriteAsync(404, [], ChatReply.Error("unknown path", "invalid_request_error", null));
                }
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // The client went away, or the server ends.
        }
    }

    private async Task ControlAsync(ChatConnection connection, string command)
    {
        if (command.StartsWith("always/", StringComparison.Ordinal))
        {
            var fault = command["always/".Length..];
            Always = fault == "off" ? null : Enum.Parse<ChatFault>(fault, ignoreCase: true);
        }
        else if (command.StartsWith("answerer/", StringComparison.Ordinal))
        {
            Options = Options with { Answerer = ChatServerProgram.Answerer(command["answerer/".Length..]) };
        }

        await connection.WriteAsync(200, [], JsonSerializer.SerializeToUtf8Bytes(Statistics, JsonSerializerOptions.Web));
    }

    private async Task AnswerAsync(ChatConnection connection, HttpMessage message)
    {
        Last = message;
        var request = ChatRequest.Parse(message.Body, message.Header("idempotency-key"));
        var (call, attempt) = _meter.Begin(connection, request);
        var status = 0;
        try
        {
            var fault = Always ?? Options.Special(request) ?? Options.Script.Of(request, call, attempt);
            if (Options.Key is not null && message.Header("authorization") != $"Bearer {Options.Key}")
            {
                fault = ChatFault.Unauthorized;
            }

            _journal.Write("request", request, attempt, 0, fault);
            if (Options.Latency > TimeSpan.Zero)
            {
                await Task.Delay(Options.Latency, _end.Token);
            }

            var reply = new ChatReply(
                connection,
                Options,
                request,
                attempt,
                message.Header("authorization"),
                () => _meter.Leave(connection),
                _end.Token
            );
            status = await reply.SendAsync(fault);
            if (status == 200)
            {
                _journal.Write("answer", request, attempt, status, fault);
            }
        }
        finally
        {
            _meter.End(connection, status);
        }
    }
}
