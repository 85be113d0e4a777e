using Pawl.Llm.Breaker;
using Pawl.Llm.Calls;
using Pawl.Llm.Retry;

namespace Pawl.Llm.Sending;

/// <summary>Told why calls do not go on. Called from several threads, and to be quick about it.</summary>
public interface ICallObserver
{
    /// <summary>A call begins to wait while the breaker is not closed. Each waiting call says so, once per state.</summary>
    void WaitingForBreaker(CallSlot slot, BreakerState state);

    void BackingOff(TransportBackoff backoff);
}
