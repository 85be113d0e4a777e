using Pawl.Llm.Ledger;
using Pawl.Llm.Prices;

namespace Pawl.Llm.Budget;

/// <summary>
/// What a run may spend. Begins from the sums of its ledger, so that a restart does not begin anew. Counted are costs, what tries of unknown
/// outcome may have cost, and what calls on their way may cost. A call that would fit if those on their way come out cheaper waits for
/// them; so what is asked does not depend on how many are asked at once until the money is nearly gone.
/// </summary>
/// <param name="soft">Told of once when it is reached; null for none.</param>
/// <param name="hard">No call is begun that may exceed it; null for none.</param>
/// <param name="spent">The sums of the ledger so far.</param>
public sealed class CallBudget(Dollars? soft, Dollars? hard, LedgerSums spent, Action<BudgetWarning> onSoft)
{
    private readonly Lock _changing = new();
    private Dollars _spent = spent.Cost + spent.PossibleCost;
    private Dollars _inFlight;
    private bool _told;
    private TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Dollars? Hard { get; } = hard;

    /// <summary>Costs, and what tries of unknown outcome may have cost.</summary>
    public Dollars Spent
    {
        get
        {
            lock (_changing)
            {
                return _spent;
            }
        }
    }

    /// <summary>Refuses what a hard budget cannot be kept with. Call it before a run begins, for every model it will ask.</summary>
    /// <exception cref="PriceListException">The price, or a bound on the answer's length, is not known.</exception>
    public void Require(string model, ModelPrice? price, int? maximumOutput)
    {
        if (Hard is not { } limit)
        {
            return;
        }

        if (price is null)
        {
            throw new PriceListException(
                $"budget.hard is {limit}, but the price of the model '{model}' is not known, so the budget could not be kept. "
                    + "Name a file with its price in prices.file, or leave budget.hard out."
            );
        }

        if (!price.IsFree && (maximumOutput ?? price.MaximumOutput) is null)
        {
            throw new PriceListException(
                $"budget.hard is {limit}, but nothing says how long an answer of the model '{model}' may be, so the budget could not be "
                    + "kept. Add maximum_output to its price in prices.file, or bound the output in the settings of the run."
            );
        }
    }

    /// <summary>Refuses a call that could not be begun even if nothing were on its way.</summary>
    /// <exception cref="BudgetExceededException">It does not fit.</exception>
    public void Check(Dollars? possible)
    {
        if (Hard is { } limit && possible is { } amount && Spent + amount > limit)
        {
            throw new BudgetExceededException(limit, Spent, amount);
        }
    }

    /// <summary>Sets aside what a try may cost, waiting for tries on their way while it does not fit because of them.</summary>
    /// <param name="possible">Null when the price is not known: nothing is set aside.</param>
    /// <exception cref="BudgetExceededException">It does not fit, and nothing on its way could make room.</exception>
    public async Task ReserveAsync(Dollars? possible, CancellationToken cancellation)
    {
        if (possible is not { } amount || amount == Dollars.Zero)
        {
            return;
        }

        while (true)
        {
            Task settled;
            lock (_changing)
            {
                if (Hard is not { } limit || _spent + _inFlight + amount <= limit)
                {
                    _inFlight += amount;
                    return;
                }

                if (_spent + amount > limit)
                {
                    throw new BudgetExceededException(limit, _spent, amount);
                }

                settled = _settled.Task;
            }

            await settled.WaitAsync(cancellation);
        }
    }

    /// <summary>Gives back what was set aside for a try, and counts what it cost.</summary>
    /// <param name="possible">As it was reserved.</param>
    /// <param name="cost">Zero for one that certainly was not billed.</param>
    public void Settle(Dollars? possible, Dollars cost)
    {
        BudgetWarning? warning = null;
        TaskCompletionSource settled;
        lock (_changing)
        {
            _inFlight -= possible ?? Dollars.Zero;
            _spent += cost;
            if (soft is { } limit && !_told && _spent >= limit)
            {
                _told = true;
                warning = new BudgetWarning(limit, _spent);
            }

            settled = _settled;
            _settled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        settled.SetResult();
        if (warning is not null)
        {
            onSoft(warning);
        }
    }
}
