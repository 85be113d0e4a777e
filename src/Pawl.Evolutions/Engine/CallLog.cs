using Pawl.Llm.Breaker;
using Pawl.Llm.Calls;
using Pawl.Llm.Retry;
using Pawl.Llm.Sending;
using Pawl.Runs.Workloads;

namespace Pawl.Evolutions.Engine;

/// <summary>Writes into the run's log why calls do not go on: each state of the breaker once, each backoff as a line for those who look for it.</summary>
internal sealed class CallLog(IRunContext context) : ICallObserver
{
    private string? _told;

    public void WaitingForBreaker(CallSlot slot, BreakerState state)
    {
        // Every waiting call says so: one line is enough for all of them.
        var text = state.ToString();
        if (Interlocked.Exchange(ref _told, text) != text)
        {
            context.Log(RunLogLevel.Warning, text);
        }
    }

    public void BackingOff(TransportBackoff backoff) => context.Log(RunLogLevel.Debug, backoff.ToString());
}
