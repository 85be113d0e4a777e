using Pawl.Llm.Prices;

namespace Pawl.Llm.Budget;

/// <summary>The soft budget was reached; the run goes on.</summary>
public sealed record BudgetWarning(Dollars Limit, Dollars Spent)
{
    public string Message => $"The soft budget of {Limit} is reached: {Spent} are spent or may have been billed. The run goes on.";
}
