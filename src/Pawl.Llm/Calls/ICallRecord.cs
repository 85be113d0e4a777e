namespace Pawl.Llm.Calls;

/// <summary>
/// Where the tries of one call are written down. Each method returns once it is on disk, so that a process that dies in between leaves a
/// try without an end: one whose outcome is unknown.
/// </summary>
public interface ICallRecord
{
    /// <summary>Asked before each try is sent, while it holds its place in the queue.</summary>
    /// <returns>The try's id, for the other methods.</returns>
    Task<long> IntendAsync(CancellationToken cancellation);

    Task AnsweredAsync(long tryId, ModelAnswer answer);

    Task FailedAsync(long tryId, CallFailureException failure);
}
