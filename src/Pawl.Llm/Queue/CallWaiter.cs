using Pawl.Llm.Calls;

namespace Pawl.Llm.Queue;

/// <summary>A call that waits for a place.</summary>
internal sealed record CallWaiter(CallLane Lane, ModelCall Call)
{
    public TaskCompletionSource<CallPlace> Place { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
