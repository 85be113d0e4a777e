using Pawl.Llm.Calls;
using Pawl.Llm.Prices;

namespace Pawl.Llm.Budget;

/// <summary>Sets money aside before each try of a call is written down, and settles it after.</summary>
internal sealed class BudgetedRecord(ICallRecord inner, CallBudget budget, Dollars? possible, ModelPrice? price) : ICallRecord
{
    public async Task<long> IntendAsync(CancellationToken cancellation)
    {
        await budget.ReserveAsync(possible, cancellation);
        try
        {
            return await inner.IntendAsync(cancellation);
        }
        catch
        {
            budget.Settle(possible, Dollars.Zero);
            throw;
        }
    }

    public async Task AnsweredAsync(long tryId, ModelAnswer answer)
    {
        await inner.AnsweredAsync(tryId, answer);
        budget.Settle(possible, price?.Cost(answer.Usage) ?? possible ?? Dollars.Zero);
    }

    public async Task FailedAsync(long tryId, CallFailureException failure)
    {
        await inner.FailedAsync(tryId, failure);
        budget.Settle(possible, failure.IsOutcomeUnknown ? possible ?? Dollars.Zero : Dollars.Zero);
    }
}
