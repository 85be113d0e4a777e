namespace Pawl.Llm.Queue;

/// <summary>A call that waits for a place.</summary>
/// <param name="Tokens">Estimated, input and output.</param>
internal sealed record CallWaiter(CallLane Lane, long Tokens)
{
    public TaskCompletionSource<CallPlace> Place { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
