using Pawl.Llm.Answers;
using Pawl.Llm.Budget;
using Pawl.Llm.Calls;
using Pawl.Llm.Desk;
using Pawl.Llm.Ledger;
using Pawl.Llm.Prices;
using Pawl.Llm.Settings;
using Pawl.TestPrograms.Llm;
using Pawl.TestPrograms.LlmServer;

namespace Pawl.Llm.Tests.Desk;

public sealed class CallDeskTests : IAsyncDisposable
{
    private readonly ScratchFolder _scratch = new();
    private ChatServer _server = ChatServer.Start();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _scratch.Dispose();
    }

    [Fact]
    public async Task Answer_comes_from_the_model_then_the_ledger_and_in_another_run_from_the_cache()
    {
        var first = await AskAsync(Run(CacheMode.Read));
        var again = await AskAsync(Run(CacheMode.Read));
        Directory.Delete(_scratch["runs"], recursive: true);
        var other = await AskAsync(Run(CacheMode.Read));

        Assert.Equal(
            [AnswerSource.Model, AnswerSource.Ledger, AnswerSource.Cache],
            new[] { first, again, other }.Select(one => one.Source)
        );
        Assert.Single(new[] { first, again, other }.Select(one => one.Value).Distinct());
        Assert.Equal(1, _server.Statistics.Requests);
    }

    [Fact]
    public async Task Counts_and_sums_tell_where_answers_came_from()
    {
        await Run(CacheMode.Read)
            .UseAsync(async calls =>
            {
                await AskAsync(calls, AskingRun.Call(0));
                await AskAsync(calls, AskingRun.Call(0));
                await AskAsync(calls, AskingRun.Call(0) with { Slot = new CallSlot("other", "stage") });

                Assert.Equal(new DeskCounts(1, 1, 1, 0), calls.Desk.Counts);
                Assert.Equal((1, 1), (calls.Ledger.Sums().Answered, calls.Ledger.Sums().Cached));
                Assert.Equal(1, calls.Ledger.UnitSums("other").Cached);
            });
    }

    [Theory]
    [InlineData(CacheMode.Read, 1)]
    [InlineData(CacheMode.Off, 8)]
    [InlineData(CacheMode.Refresh, 8)]
    public async Task Same_question_of_many_at_once_is_asked_once_where_the_cache_is_read(CacheMode mode, long requests)
    {
        await Run(mode)
            .UseAsync(calls =>
                Task.WhenAll(
                    Enumerable
                        .Range(0, 8)
                        .Select(unit => AskAsync(calls, AskingRun.Call(0) with { Slot = new CallSlot($"U{unit}", "stage") }))
                )
            );

        Assert.Equal(requests, _server.Statistics.Requests);
    }

    [Fact]
    public async Task Answer_that_cannot_be_read_is_rejected_with_its_text_and_not_cached()
    {
        await MisbehaveAsync(ChatFault.WrongSchema);
        await Run(CacheMode.Read)
            .UseAsync(async calls =>
            {
                var fault = await Assert.ThrowsAsync<AnswerRejectedException>(() => AskAsync(calls, AskingRun.Call(0)));

                Assert.Equal((AskingRun.Call(0).Slot, "schema_mismatch"), (fault.Slot, fault.Kind));
                Assert.NotEqual("", fault.Text);
                Assert.Equal(1, calls.Ledger.Sums().Answered);
                Assert.Equal(new DeskCounts(0, 0, 1, 1), calls.Desk.Counts);

                // What it said is in the ledger: asking again costs nothing and says the same.
                var again = await Assert.ThrowsAsync<AnswerRejectedException>(() => AskAsync(calls, AskingRun.Call(0)));
                Assert.Equal(fault.Text, again.Text);
            });

        Assert.Equal(1, _server.Statistics.Requests);
        Assert.False(Directory.Exists(_scratch["cache"]));
    }

    [Fact]
    public async Task Repair_asks_once_more_in_a_slot_of_its_own_and_a_restart_repeats_neither()
    {
        await MisbehaveAsync(ChatFault.InvalidContent);
        var run = new AskingRun(_server.Address, _scratch.Root) { Repair = true, Cache = CacheMode.Read };
        var first = await AskAsync(run);
        var again = await AskAsync(run);

        Assert.True(first.IsRepaired);
        Assert.Equal((first.Value, AnswerSource.Ledger), (again.Value, again.Source));
        Assert.Equal(2, _server.Statistics.Requests);
    }

    [Fact]
    public async Task Cached_answer_that_todays_reader_rejects_is_asked_anew_and_replaced()
    {
        await AskAsync(Run(CacheMode.Read));
        Directory.Delete(_scratch["runs"], recursive: true);
        var refused = false;
        await Run(CacheMode.Read)
            .UseAsync(async calls =>
            {
                var result = await calls.Desk.AskAsync(
                    AskingRun.Call(0),
                    text =>
                    {
                        (var before, refused) = (refused, true);
                        return before ? text : throw new UnreadableAnswerException("schema_mismatch", "$", "No.");
                    },
                    CancellationToken.None,
                    CancellationToken.None
                );
                Assert.Equal(AnswerSource.Model, result.Source);
            });

        Assert.Equal(2, _server.Statistics.Requests);
    }

    [Fact]
    public async Task Failure_is_neither_cached_nor_taken_for_an_answer()
    {
        _server.Always = ChatFault.Reset;
        await Run(CacheMode.Read)
            .UseAsync(async calls =>
            {
                // As many failures open the breaker, which waits for better times; so the run is stopped.
                using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(600));
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                    calls.Desk.AskAsync(AskingRun.Call(0), AskingRun.ReadName, stop.Token, CancellationToken.None)
                );
                Assert.Equal(0, calls.Ledger.Sums().Answered);
                Assert.NotEqual(0, calls.Ledger.Sums().Unknown + calls.Ledger.Sums().Failed);
            });
        Assert.False(Directory.Exists(_scratch["cache"]));
    }

    [Fact]
    public async Task Hard_budget_ends_a_run_before_it_is_exceeded_also_over_restarts()
    {
        var bound = PriceList.Shipped.Of("gpt-5-mini")!.Bound(AskingRun.Call(0))!.Value;
        var run = new AskingRun(_server.Address, _scratch.Root) { HardBudget = bound.Amount + 0.0001m };
        await run.UseAsync(async calls =>
        {
            var number = 0;
            await Assert.ThrowsAsync<BudgetExceededException>(async () =>
            {
                for (; number < 1000; number++)
                {
                    await AskAsync(calls, AskingRun.Call(number));
                }
            });
            Assert.InRange(number, 1, 999);
            Assert.True(calls.Ledger.Sums().Cost <= Dollars.Of(run.HardBudget!.Value));
        });

        var sent = _server.Statistics.Requests;
        await run.UseAsync(calls => Assert.ThrowsAsync<BudgetExceededException>(() => AskAsync(calls, AskingRun.Call(5000))));
        Assert.Equal(sent, _server.Statistics.Requests);
    }

    [Fact]
    public async Task Hard_budget_without_a_price_is_refused_before_anything_is_sent()
    {
        var run = new AskingRun(_server.Address, _scratch.Root) { HardBudget = 1 };
        await run.UseAsync(async calls =>
        {
            Assert.Throws<PriceListException>(() => calls.Desk.Require("llama3", new Sampling()));
            await Assert.ThrowsAsync<PriceListException>(() => AskAsync(calls, AskingRun.Call(0) with { Model = "llama3" }));
        });
        Assert.Equal(0, _server.Statistics.Requests);
    }

    private AskingRun Run(CacheMode mode) => new(_server.Address, _scratch.Root) { Cache = mode };

    private async Task MisbehaveAsync(ChatFault fault)
    {
        await _server.DisposeAsync();
        _server = ChatServer.Start(new ChatServerOptions { Script = new ChatScript { First = [(fault, 1)] } });
    }

    private static async Task<CallResult<string>> AskAsync(AskingRun run)
    {
        CallResult<string>? result = null;
        await run.UseAsync(async calls => result = await AskAsync(calls, AskingRun.Call(0)));
        return result!;
    }

    private static Task<CallResult<string>> AskAsync(RunCalls calls, ModelCall call) =>
        calls.Desk.AskAsync(call, AskingRun.ReadName, CancellationToken.None, CancellationToken.None);
}
