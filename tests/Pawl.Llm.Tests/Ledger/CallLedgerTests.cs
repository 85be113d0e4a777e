using Pawl.Llm.Calls;
using Pawl.Llm.Ledger;
using Pawl.Llm.Prices;

namespace Pawl.Llm.Tests.Ledger;

public sealed class CallLedgerTests : IDisposable
{
    private static readonly ModelPrice Price = PriceList.Shipped.Of("gpt-5-mini")!;
    private static readonly string Key = CallKey.Of(Sample.Call, "openai");

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Answer_is_found_after_reopening_by_its_slot_and_key_only()
    {
        await using (var ledger = Open())
        {
            await AnswerAsync(ledger, Sample.Call);
        }

        await using var reopened = Open();
        var found = reopened.FindAnswer(Sample.Call.Slot, Key)!;
        Assert.Equal(Sample.Answer, found.Answer);
        Assert.Equal("675d7eea78e40bb21556f6030a53f276", found.Sha256[..32]);
        Assert.False(found.FromCache);
        Assert.Null(reopened.FindAnswer(Sample.Call.Slot with { Ordinal = 1 }, Key));
        Assert.Null(reopened.FindAnswer(Sample.Call.Slot with { Unit = "S2" }, Key));
        Assert.Null(reopened.FindAnswer(Sample.Call.Slot with { Stage = "features/1" }, Key));
        Assert.Null(reopened.FindAnswer(Sample.Call.Slot, new string('a', 64)));
    }

    [Fact]
    public async Task Sums_are_kept_of_the_run_each_stage_and_each_unit()
    {
        await using var ledger = Open();
        await AnswerAsync(ledger, Sample.Of("S1", "descriptions"));
        await AnswerAsync(ledger, Sample.Of("S1", "features/1"));
        await AnswerAsync(ledger, Sample.Of("S2", "features/1"));
        await ledger.CachedAsync(new CallSlot("S2", "descriptions"), Key, Sample.Answer);
        await FailAsync(ledger, Sample.Of("S2", "mapping"), unknown: false);
        await FailAsync(ledger, Sample.Of("S2", "mapping"), unknown: true);

        var one = Price.Cost(Sample.Answer.Usage)!.Value;
        var possible = Price.Bound(Sample.Of("S2", "mapping"))!.Value;
        Assert.Equal(new LedgerSums(3, 1, 1, 1, new TokenUsage(360, 60, 90), one + one + one, possible, 0), ledger.Sums());
        Assert.Equal(new LedgerSums(2, 0, 0, 0, new TokenUsage(240, 40, 60), one + one, Dollars.Zero, 0), ledger.UnitSums("S1"));
        Assert.Equal(["descriptions", "features/1", "mapping"], ledger.StageSums().Select(stage => stage.Key));
        Assert.Equal(new LedgerSums(0, 0, 1, 1, TokenUsage.None, Dollars.Zero, possible, 0), ledger.StageSums()[2].Value);
        Assert.Equal(LedgerSums.None, ledger.UnitSums("S3"));
    }

    [Fact]
    public async Task First_answer_of_a_call_stays_and_both_are_paid()
    {
        await using var ledger = Open();
        await AnswerAsync(ledger, Sample.Call);
        await AnswerAsync(ledger, Sample.Call, Sample.Answer with { Text = "another" });
        await ledger.CachedAsync(Sample.Call.Slot, Key, Sample.Answer with { Text = "a third" });

        Assert.Equal(Sample.Answer.Text, ledger.FindAnswer(Sample.Call.Slot, Key)!.Answer.Text);
        Assert.Equal((2, 0), (ledger.Sums().Answered, ledger.Sums().Cached));
    }

    [Fact]
    public async Task End_of_a_try_told_twice_counts_once()
    {
        await using var ledger = Open();
        var record = ledger.Record(Sample.Call, Key, Price);
        var id = await record.IntendAsync(CancellationToken.None);
        await record.AnsweredAsync(id, Sample.Answer);
        await record.AnsweredAsync(id, Sample.Answer);
        await record.FailedAsync(id, Sample.Failure(unknown: true));

        Assert.Equal(1, ledger.Sums().Answered);
        Assert.Equal(0, ledger.Sums().Unknown);
    }

    [Fact]
    public async Task Unknown_outcome_is_listed_with_what_it_may_have_cost()
    {
        await using var ledger = Open();
        await FailAsync(ledger, Sample.Call, unknown: true);

        var one = Assert.Single(ledger.UnknownOutcomes());
        Assert.Equal(Sample.Call.Slot, one.Slot);
        Assert.Equal((Key, "gpt-5-mini", "timeout"), (one.Key, one.Model, one.FailureKind));
        Assert.Equal(Price.Bound(Sample.Call), one.PossibleCost);
        Assert.True(ledger.HasUnknownTry(Sample.Call.Slot, Key));
        Assert.False(ledger.HasUnknownTry(Sample.Call.Slot with { Unit = "S2" }, Key));
    }

    [Fact]
    public async Task What_has_no_known_price_is_counted_as_such()
    {
        await using var ledger = Open();
        var record = ledger.Record(Sample.Call, Key, price: null);
        await record.AnsweredAsync(await record.IntendAsync(CancellationToken.None), Sample.Answer);
        await record.FailedAsync(await record.IntendAsync(CancellationToken.None), Sample.Failure(unknown: true));

        var sums = ledger.Sums();
        Assert.Equal((2L, Dollars.Zero, Dollars.Zero), (sums.Unpriced, sums.Cost, sums.PossibleCost));
        Assert.Null(Assert.Single(ledger.UnknownOutcomes()).PossibleCost);
    }

    [Fact]
    public async Task Try_of_a_living_process_is_on_its_way_and_not_unknown()
    {
        await using var ledger = Open();
        await ledger.Record(Sample.Call, Key, Price).IntendAsync(CancellationToken.None);
        await using var second = Open();

        Assert.Empty(second.UnknownOutcomes());
        using var reader = CallLedgerReader.Open(_scratch["calls.db"])!;
        Assert.Equal(Sample.Call.Slot, Assert.Single(reader.InFlight()).Slot);
    }

    [Fact]
    public async Task Texts_of_a_finished_unit_are_let_go_of_and_the_rest_stays()
    {
        await using var ledger = Open();
        await AnswerAsync(ledger, Sample.Call, Sample.Answer with { Text = "a text to forget" });
        await AnswerAsync(ledger, Sample.Of("S2", "descriptions"));
        await ledger.ForgetAnswersAsync("S1");

        Assert.Throws<AnswerForgottenException>(() => ledger.FindAnswer(Sample.Call.Slot, Key));
        Assert.NotNull(ledger.FindAnswer(new CallSlot("S2", "descriptions"), Key));
        Assert.Equal(1, ledger.UnitSums("S1").Answered);
        using var reader = CallLedgerReader.Open(_scratch["calls.db"])!;
        var call = Assert.Single(reader.Answers("S1"));
        Assert.Equal((Key, false, Price.Cost(Sample.Answer.Usage)), (call.Key, call.FromCache, call.Cost));
    }

    [Fact]
    public async Task Reader_sees_what_the_writer_committed_and_creates_nothing()
    {
        Assert.Null(CallLedgerReader.Open(_scratch["calls.db"]));
        Assert.Empty(Directory.GetFileSystemEntries(_scratch.Root));

        await using (var ledger = Open())
        {
            await AnswerAsync(ledger, Sample.Call);
            using var during = CallLedgerReader.Open(_scratch["calls.db"])!;
            Assert.Equal(1, during.Sums().Answered);
            await AnswerAsync(ledger, Sample.Of("S2", "descriptions"));
            Assert.Equal(2, during.Sums().Answered);
        }

        using var after = CallLedgerReader.Open(_scratch["calls.db"])!;
        Assert.Equal(2, after.StageSums()[0].Value.Answered);
    }

    [Fact]
    public async Task Many_calls_at_once_are_each_written_once()
    {
        await using var ledger = Open();
        await Task.WhenAll(
            Enumerable.Range(0, 500).Select(number => AnswerAsync(ledger, Sample.Of($"S{number % 20}", $"stage/{number / 20}")))
        );

        Assert.Equal(500, ledger.Sums().Answered);
        Assert.Equal(25, ledger.UnitSums("S7").Answered);
        Assert.Equal(25, ledger.StageSums().Count);
    }

    private CallLedger Open() => CallLedger.Open(_scratch["calls.db"], TimeProvider.System);

    private static async Task AnswerAsync(CallLedger ledger, ModelCall call, ModelAnswer? answer = null)
    {
        var record = ledger.Record(call, CallKey.Of(call, "openai"), Price);
        await record.AnsweredAsync(await record.IntendAsync(CancellationToken.None), answer ?? Sample.Answer);
    }

    private static async Task FailAsync(CallLedger ledger, ModelCall call, bool unknown)
    {
        var record = ledger.Record(call, CallKey.Of(call, "openai"), Price);
        await record.FailedAsync(await record.IntendAsync(CancellationToken.None), Sample.Failure(unknown));
    }
}
