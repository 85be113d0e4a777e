using Pawl.Llm.Prices;

namespace Pawl.Llm.Budget;

/// <summary>A call was not begun, since what it may cost does not fit into what is left of the hard budget.</summary>
/// <param name="spent">Costs so far, and what tries of unknown outcome may have cost.</param>
/// <param name="possible">What the call may cost at most.</param>
public sealed class BudgetExceededException(Dollars limit, Dollars spent, Dollars possible)
    : Exception(
        $"The hard budget of {limit} is used up: {spent} are spent or may have been billed, and the next call may cost up to {possible}. "
            + "Everything answered is kept. Raise budget.hard, or bound answers more tightly, and resume."
    )
{
    public Dollars Limit { get; } = limit;

    public Dollars Spent { get; } = spent;

    public Dollars Possible { get; } = possible;
}
