using Pawl.Llm.Calls;
using Pawl.Llm.Prices;

namespace Pawl.Llm.Ledger;

/// <summary>Writes the tries of one call into the ledger.</summary>
internal sealed class CallRecord(CallLedger ledger, ModelCall call, string key, ModelPrice? price) : ICallRecord
{
    private readonly Dollars? _possibleCost = price?.Bound(call);

    public Task<long> IntendAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return ledger.IntendAsync(call, key, _possibleCost);
    }

    public Task AnsweredAsync(long tryId, ModelAnswer answer) =>
        ledger.AnsweredAsync(call, key, tryId, answer, price?.Cost(answer.Usage), _possibleCost);

    public Task FailedAsync(long tryId, CallFailureException failure) => ledger.FailedAsync(call, tryId, failure, _possibleCost);
}
