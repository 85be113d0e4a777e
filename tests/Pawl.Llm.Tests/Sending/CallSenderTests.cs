using System.Collections.Concurrent;
using System.Diagnostics;
using Pawl.Llm.Breaker;
using Pawl.Llm.Calls;
using Pawl.Llm.Retry;
using Pawl.Llm.Sending;
using Pawl.Llm.Settings;
using Pawl.Llm.Tests.Credentials;
using Pawl.TestPrograms.LlmServer;

namespace Pawl.Llm.Tests.Sending;

public sealed class CallSenderTests : IDisposable, ICallObserver
{
    private const string Key = "sk-proj-Zq81kvT3mWx5Rb7N";

    private readonly ScratchFolder _folder = new();
    private readonly MemoryRecord _record = new();
    private readonly ConcurrentQueue<string> _told = new();

    public void Dispose() => _folder.Dispose();

    void ICallObserver.WaitingForBreaker(CallSlot slot, BreakerState state) => _told.Enqueue($"{state}");

    void ICallObserver.BackingOff(TransportBackoff backoff) => _told.Enqueue($"{backoff}");

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 16)]
    [InlineData(3, 5)]
    public async Task Every_call_gets_through_a_misbehaving_server_with_the_answer_of_a_good_one(int seed, int concurrency)
    {
        await using var good = ChatServer.Start();
        await using var bad = ChatServer.Start(new ChatServerOptions { Script = Misbehaving(seed), JournalPath = _folder["journal"] });
        var settings = TestSettings.For(bad.Address, concurrency);
        settings = settings with { Tries = settings.Tries with { Timeout = TimeSpan.FromMilliseconds(400) } };

        var expected = await AskAllAsync(TestSettings.For(good.Address), 120);
        var answers = await AskAllAsync(settings, 120);

        Assert.Equal(expected, answers);
        Assert.InRange(bad.Statistics.Peak, 1, concurrency);
        Assert.Contains(_told, told => told.StartsWith("transport backoff", StringComparison.Ordinal));
        var paid = ChatJournalEntry.Read(_folder["journal"]).Where(entry => entry.What == "answer").ToList();
        Assert.Equal(120, paid.Count);
        Assert.Equal(120, paid.Select(entry => entry.IdempotencyKey).Distinct().Count());
        Assert.Equal(_record.Intents, _record.Answers.Count + _record.Failures.Count);
    }

    [Fact]
    public async Task A_bad_key_costs_five_calls_though_two_hundred_wait()
    {
        await using var server = ChatServer.Start(new ChatServerOptions { Key = "sk-the-good-one" });

        var failures = await AskAllFailingAsync(WithKey(server.Address), 200);
        var again = await AskAllFailingAsync(WithKey(server.Address), 200);

        Assert.Equal(5, server.Statistics.Requests);
        Assert.All(failures.Concat(again), failure => Assert.Equal(CallFailureKind.Key, failure.Kind));
    }

    [Fact]
    public async Task A_key_is_in_no_message_no_record_no_span_and_no_file()
    {
        await using var server = ChatServer.Start(new ChatServerOptions { Key = "sk-the-good-one" });
        var spans = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Pawl.Llm",
            Sample = (ref _) => ActivitySamplingResult.AllData,
            ActivityStopped = span => spans.Enqueue($"{span.StatusDescription} {string.Join(' ', span.TagObjects)}"),
        };
        ActivitySource.AddActivityListener(listener);

        var failures = await AskAllFailingAsync(WithKey(server.Address), 20);

        var files = Directory
            .EnumerateFiles(_folder["llm"], "*", SearchOption.AllDirectories)
            .Select(path => path + File.ReadAllText(path))
            .ToList();
        Assert.NotEmpty(files);
        Assert.NotEmpty(spans);
        foreach (
            var text in failures
                .Concat(_record.Failures.Values)
                .Select(failure => failure.ToString())
                .Concat(_told)
                .Concat(spans)
                .Concat(files)
        )
        {
            Assert.DoesNotContain(Key[..8], text);
            Assert.DoesNotContain(Key[^4..], text);
        }
    }

    [Fact]
    public async Task A_call_that_alone_is_forbidden_fails_alone()
    {
        await using var server = ChatServer.Start(
            new ChatServerOptions { Special = request => request.Question[^1].Text.Contains("S3?") ? ChatFault.Unauthorized : null }
        );
        using var senders = new CallSenders(_folder.Root, TimeProvider.System);
        var sender = senders.Open(TestSettings.For(server.Address), new Random(1), this);
        var sending = Enumerable
            .Range(0, 100)
            .Select(number => sender.SendAsync("run", Question.Of(number), $"key-{number}", _record, default, default))
            .ToList();

        await Task.WhenAll(sending.Where((_, number) => number != 3));

        var failure = await Assert.ThrowsAsync<CallFailureException>(() => sending[3]);
        Assert.Equal((CallFailureKind.Key, 401), (failure.Kind, failure.Status));
    }

    [Fact]
    public async Task Runs_that_call_one_provider_share_its_places_by_the_lower_ceiling()
    {
        await using var server = ChatServer.Start(new ChatServerOptions { Latency = TimeSpan.FromMilliseconds(5) });
        using var senders = new CallSenders(_folder.Root, TimeProvider.System);
        var wide = senders.Open(TestSettings.For(server.Address, concurrency: 16), new Random(1), this);
        var narrow = senders.Open(TestSettings.For(server.Address, concurrency: 6), new Random(2), this);

        await Task.WhenAll(
            Enumerable
                .Range(0, 200)
                .Select(number =>
                    (number % 2 == 0 ? wide : narrow).SendAsync(
                        $"run {number % 2}",
                        Question.Of(number),
                        $"key-{number}",
                        _record,
                        default,
                        default
                    )
                )
        );

        Assert.Same(wide.Queue, narrow.Queue);
        Assert.InRange(server.Statistics.Peak, 4, 6);
        Assert.Equal((200, 200), (wide.Queue.Snapshot().Submitted, wide.Queue.Snapshot().Completed));
    }

    [Fact]
    public async Task An_empty_account_is_waited_out()
    {
        var script = new ChatScript { First = [(ChatFault.InsufficientQuota, 7)] };
        await using var server = ChatServer.Start(new ChatServerOptions { Script = script });
        var settings = TestSettings.For(server.Address);

        var answers = await AskAllAsync(settings with { Tries = settings.Tries with { Attempts = 1 } }, 30);

        Assert.Equal(30, answers.Count);
        Assert.Contains(_told, told => told.StartsWith("breaker open: quota", StringComparison.Ordinal));
        Assert.DoesNotContain(_told, told => told.StartsWith("transport backoff", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_outage_longer_than_all_tries_is_waited_out_by_probes()
    {
        await using var server = ChatServer.Start();
        server.Always = ChatFault.Unavailable;
        var settings = TestSettings.For(server.Address);
        settings = settings with { Breaker = settings.Breaker with { Failures = 2 }, Tries = settings.Tries with { Attempts = 3 } };

        var asking = AskAllAsync(settings, 2);
        while (server.Statistics.Requests < 8)
        {
            await Task.Delay(10);
        }

        server.Always = null;

        Assert.Equal(2, (await asking).Count);
    }

    [Fact]
    public async Task A_request_that_is_wrong_is_sent_once()
    {
        var call = Question.Of(1) with { Schema = new AnswerSchema("code", """{"type":"string","pattern":"x"}""") };
        using var senders = new CallSenders(_folder.Root, TimeProvider.System);
        var offline = TestSettings.For(LlmSettings.OfflineAddress);
        offline = offline with { Provider = offline.Provider with { Kind = ProviderKind.Offline } };

        var sender = senders.Open(offline, new Random(1), this);
        var failure = await Assert.ThrowsAsync<CallFailureException>(() => sender.SendAsync("run", call, "k", _record, default, default));

        Assert.Equal(CallFailureKind.Refused, failure.Kind);
        Assert.Equal((1, 1), (_record.Intents, _record.Failures.Count));
        Assert.Equal((1, 0, 1), (sender.Queue.Snapshot().Submitted, sender.Queue.Snapshot().Completed, sender.Queue.Snapshot().Failed));
    }

    [Fact]
    public async Task Stop_waits_for_the_try_on_its_way_and_sends_no_other()
    {
        await using var server = ChatServer.Start(new ChatServerOptions { Latency = TimeSpan.FromMilliseconds(300) });
        using var senders = new CallSenders(_folder.Root, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var sender = senders.Open(TestSettings.For(server.Address, concurrency: 1), new Random(1), this);

        var first = sender.SendAsync("run", Question.Of(1), "one", _record, stop.Token, default);
        var second = sender.SendAsync("run", Question.Of(2), "two", _record, stop.Token, default);
        while (server.Statistics.InFlight == 0)
        {
            await Task.Delay(5);
        }

        await stop.CancelAsync();

        Assert.NotEmpty((await first).Text);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Equal((1, 1), (server.Statistics.Requests, _record.Intents));
    }

    [Fact]
    public async Task Abandon_gives_up_the_try_on_its_way_and_says_its_outcome_is_unknown()
    {
        await using var server = ChatServer.Start();
        server.Always = ChatFault.Hang;
        using var senders = new CallSenders(_folder.Root, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var sending = senders
            .Open(TestSettings.For(server.Address), new Random(1), this)
            .SendAsync("run", Question.Of(1), "one", _record, stop.Token, stop.Token);
        while (server.Statistics.InFlight == 0)
        {
            await Task.Delay(5);
        }

        await stop.CancelAsync();

        var failure = await Assert.ThrowsAsync<CallFailureException>(() => sending);
        Assert.Equal((CallFailureKind.Stopped, true), (failure.Kind, failure.IsOutcomeUnknown));
        Assert.True(_record.Failures[1].IsOutcomeUnknown);
    }

    private static ChatScript Misbehaving(int seed) =>
        new()
        {
            Seed = seed,
            RetryAfter = TimeSpan.Zero,
            Delay = TimeSpan.FromMilliseconds(100),
            Faults = new Dictionary<ChatFault, double>
            {
                [ChatFault.RateLimitedSeconds] = 0.05,
                [ChatFault.RateLimitedDate] = 0.05,
                [ChatFault.ServerError] = 0.05,
                [ChatFault.Unavailable] = 0.05,
                [ChatFault.Reset] = 0.05,
                [ChatFault.ResetInside] = 0.05,
                [ChatFault.Hang] = 0.02,
                [ChatFault.Garbled] = 0.05,
                [ChatFault.SlowDrip] = 0.02,
                [ChatFault.Delay] = 0.05,
            },
        };

    private LlmSettings WithKey(Uri address) =>
        TestSettings.For(address) with
        {
            Provider = TestSettings.Provider(address, KeyFile.Write(_folder, Key)),
        };

    private async Task<IReadOnlyList<string>> AskAllAsync(LlmSettings settings, int calls)
    {
        using var senders = new CallSenders(_folder.Root, TimeProvider.System);
        var sender = senders.Open(settings, new Random(1), this);
        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, calls)
                .Select(number => sender.SendAsync("run", Question.Of(number), $"key-{number}", _record, default, default))
        );
        Assert.Equal((0, 0), (sender.Queue.Snapshot().Depth, sender.Queue.Snapshot().InFlight));
        return [.. answers.Select(answer => answer.Text)];
    }

    private async Task<IReadOnlyList<CallFailureException>> AskAllFailingAsync(LlmSettings settings, int calls)
    {
        using var senders = new CallSenders(_folder.Root, TimeProvider.System);
        var sender = senders.Open(settings, new Random(1), this);
        return await Task.WhenAll(
            Enumerable
                .Range(0, calls)
                .Select(number =>
                    Assert.ThrowsAsync<CallFailureException>(() =>
                        sender.SendAsync("run", Question.Of(number), $"key-{number}", _record, default, default)
                    )
                )
        );
    }
}
