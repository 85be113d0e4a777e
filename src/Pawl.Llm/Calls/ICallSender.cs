namespace Pawl.Llm.Calls;

/// <summary>Carries calls to a model: waits for a place, sends, tries again where that can help.</summary>
public interface ICallSender
{
    /// <param name="lane">Calls of one lane go in order; lanes share the places fairly. A run's id.</param>
    /// <param name="idempotencyKey">The same for every try of one call, so that a provider that honours it bills once.</param>
    /// <param name="record">Told of every try before it is sent and after it came back.</param>
    /// <param name="stop">No further try is sent; one on its way is waited for.</param>
    /// <param name="abandon">Tries on their way are given up; their outcome is unknown.</param>
    /// <exception cref="CallFailureException">The last failure, once no further try is to be made.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> came before an answer.</exception>
    Task<ModelAnswer> SendAsync(
        string lane,
        ModelCall call,
        string idempotencyKey,
        ICallRecord record,
        CancellationToken stop,
        CancellationToken abandon
    );
}
