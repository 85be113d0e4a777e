using Pawl.Llm.Breaker;
using Pawl.Llm.Calls;
using Pawl.Llm.Retry;

namespace Pawl.Llm.Sending;

public sealed class SilentCallObserver : ICallObserver
{
    public static SilentCallObserver Instance { get; } = new();

    public void WaitingForBreaker(CallSlot slot, BreakerState state)
    {
        // Nobody asked.
    }

    public void BackingOff(TransportBackoff backoff)
    {
        // Nobody asked.
    }
}
