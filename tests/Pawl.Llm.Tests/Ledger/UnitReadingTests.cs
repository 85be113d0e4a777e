using Pawl.Llm.Calls;
using Pawl.Llm.Ledger;
using Pawl.Llm.Prices;

namespace Pawl.Llm.Tests.Ledger;

public sealed class UnitReadingTests : IDisposable
{
    private static readonly ModelPrice Price = PriceList.Shipped.Of("gpt-5-mini")!;

    private readonly ScratchFolder _scratch = new();

    private string LedgerPath => _scratch[CallLedger.FileName];

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Stages_of_chosen_units_tell_answers_tries_and_retries()
    {
        await using var ledger = CallLedger.Open(LedgerPath, TimeProvider.System);
        await TryAsync(ledger, "S1", "descriptions", Sample.Failure(unknown: false));
        await TryAsync(ledger, "S1", "descriptions", Sample.Failure(unknown: true));
        await TryAsync(ledger, "S1", "descriptions", null);
        await ledger.CachedAsync(new CallSlot("S1", "features/1"), Key("S1", "features/1"), Sample.Answer);
        await OpenAsync(ledger, "S2", "descriptions");
        await TryAsync(ledger, "S3", "descriptions", null);

        using var reader = CallLedgerReader.Open(LedgerPath)!;

        Assert.Equal(
            [
                new("S1", "descriptions", 1, 0, 0, 1, 1, 2),
                new("S1", "features/1", 0, 1, 0, 0, 0, 0),
                new("S2", "descriptions", 0, 0, 1, 0, 0, 0),
            ],
            reader.StageCalls(["S1", "S2", "S9"]).OrderBy(row => row.Unit).ThenBy(row => row.Stage)
        );
        Assert.Empty(reader.StageCalls(["S9"]));
        Assert.Equal(["S1", "S3"], reader.UnitSums(["S1", "S2", "S3"]).Keys.Order());
        Assert.Equal(1, reader.UnitSums(["S1"])["S1"].Unknown);
    }

    [Fact]
    public async Task Tries_without_an_answer_are_listed_in_the_order_they_were_sent()
    {
        await using var ledger = CallLedger.Open(LedgerPath, TimeProvider.System);
        await TryAsync(
            ledger,
            "S1",
            "descriptions",
            new CallFailureException(CallFailureKind.Server, 503, null, "req_9", false, "The server answered 503.")
        );
        await TryAsync(ledger, "S1", "descriptions", null);
        await OpenAsync(ledger, "S1", "features/1");

        using var reader = CallLedgerReader.Open(LedgerPath)!;
        var tries = reader.Unanswered("S1");

        Assert.Equal([("failed", 503), ("open", null)], tries.Select(one => (one.Outcome, one.Status)));
        Assert.Equal("req_9", tries[0].RequestId);
        Assert.Null(tries[1].EndedAt);
        Assert.NotNull(tries[1].PossibleCost);
    }

    private static string Key(string unit, string stage) => CallKey.Of(Sample.Of(unit, stage), "openai");

    private static async Task OpenAsync(CallLedger ledger, string unit, string stage) =>
        await ledger.Record(Sample.Of(unit, stage), Key(unit, stage), Price).IntendAsync(CancellationToken.None);

    private static async Task TryAsync(CallLedger ledger, string unit, string stage, CallFailureException? failure)
    {
        var record = ledger.Record(Sample.Of(unit, stage), Key(unit, stage), Price);
        var id = await record.IntendAsync(CancellationToken.None);
        await (failure is null ? record.AnsweredAsync(id, Sample.Answer) : record.FailedAsync(id, failure));
    }
}
