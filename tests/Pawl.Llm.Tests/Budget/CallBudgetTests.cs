using Pawl.Llm.Budget;
using Pawl.Llm.Ledger;
using Pawl.Llm.Prices;

namespace Pawl.Llm.Tests.Budget;

public sealed class CallBudgetTests
{
    private readonly List<BudgetWarning> _warnings = [];

    [Fact]
    public async Task Call_that_may_exceed_the_hard_budget_is_not_begun()
    {
        var budget = Budget(hard: 1.00m);
        await budget.ReserveAsync(Dollars.Of(0.60m), CancellationToken.None);
        budget.Settle(Dollars.Of(0.60m), Dollars.Of(0.50m));

        var fault = await Assert.ThrowsAsync<BudgetExceededException>(() => budget.ReserveAsync(Dollars.Of(0.51m), CancellationToken.None));
        Assert.Equal((Dollars.Of(1), Dollars.Of(0.50m), Dollars.Of(0.51m)), (fault.Limit, fault.Spent, fault.Possible));
        Assert.Throws<BudgetExceededException>(() => budget.Check(Dollars.Of(0.51m)));
        await budget.ReserveAsync(Dollars.Of(0.50m), CancellationToken.None);
    }

    [Fact]
    public async Task Call_that_fits_once_others_come_out_cheaper_waits_for_them()
    {
        var budget = Budget(hard: 1.00m);
        await budget.ReserveAsync(Dollars.Of(0.70m), CancellationToken.None);
        var waiting = budget.ReserveAsync(Dollars.Of(0.70m), CancellationToken.None);
        Assert.False(waiting.IsCompleted);

        budget.Settle(Dollars.Of(0.70m), Dollars.Of(0.10m));
        await waiting;
        Assert.Equal(Dollars.Of(0.10m), budget.Spent);
    }

    [Fact]
    public async Task Call_that_waits_is_refused_once_others_come_out_dear()
    {
        var budget = Budget(hard: 1.00m);
        await budget.ReserveAsync(Dollars.Of(0.70m), CancellationToken.None);
        var waiting = budget.ReserveAsync(Dollars.Of(0.70m), CancellationToken.None);

        budget.Settle(Dollars.Of(0.70m), Dollars.Of(0.70m));
        await Assert.ThrowsAsync<BudgetExceededException>(() => waiting);
    }

    [Fact]
    public async Task Many_at_once_never_spend_more_than_the_hard_budget()
    {
        var budget = Budget(hard: 1.00m);
        var random = new Random(5);
        var costs = Enumerable.Range(0, 200).Select(_ => Dollars.Of(random.Next(1, 100) / 1000m)).ToList();
        var refused = 0;
        await Task.WhenAll(
            costs.Select(async cost =>
            {
                try
                {
                    await budget.ReserveAsync(Dollars.Of(0.1m), CancellationToken.None);
                    await Task.Yield();
                    budget.Settle(Dollars.Of(0.1m), cost);
                }
                catch (BudgetExceededException)
                {
                    Interlocked.Increment(ref refused);
                }
            })
        );

        Assert.InRange(budget.Spent.Amount, 0.9m, 1.0m);
        Assert.NotEqual(0, refused);
    }

    [Fact]
    public async Task Soft_budget_warns_once_and_lets_on()
    {
        var budget = Budget(soft: 1.00m);
        for (var call = 0; call < 4; call++)
        {
            await budget.ReserveAsync(Dollars.Of(0.50m), CancellationToken.None);
            budget.Settle(Dollars.Of(0.50m), Dollars.Of(0.50m));
        }

        Assert.Equal(Dollars.Of(1), Assert.Single(_warnings).Spent);
    }

    [Fact]
    public void Budget_goes_on_from_the_sums_of_the_ledger()
    {
        var sums = LedgerSums.None with { Cost = Dollars.Of(0.60m), PossibleCost = Dollars.Of(0.30m) };
        var budget = new CallBudget(null, Dollars.Of(1), sums, _warnings.Add);

        Assert.Throws<BudgetExceededException>(() => budget.Check(Dollars.Of(0.20m)));
    }

    [Fact]
    public void Hard_budget_without_a_price_is_refused_and_without_a_budget_no_price_is_needed()
    {
        var budget = Budget(hard: 5m);
        Assert.Contains("prices.file", Assert.Throws<PriceListException>(() => budget.Require("llama3", null, 100)).Message);
        var endless = new ModelPrice("m", 1, 1, 1, null);
        Assert.Contains("maximum_output", Assert.Throws<PriceListException>(() => budget.Require("m", endless, null)).Message);
        budget.Require("m", endless, 100);
        budget.Require("offline", PriceList.Shipped.Of("offline"), null);
        Budget(soft: 5m).Require("llama3", null, null);
    }

    private CallBudget Budget(decimal? soft = null, decimal? hard = null) =>
        new(soft is { } s ? Dollars.Of(s) : null, hard is { } h ? Dollars.Of(h) : null, LedgerSums.None, _warnings.Add);
}
