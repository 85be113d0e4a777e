namespace Pawl.Llm.Calls;

/// <summary>A try of a call that brought no answer. The message never holds a key.</summary>
/// <param name="status">HTTP status; null when there was none.</param>
/// <param name="retryAfter">What the provider asked to wait, uncapped; null when it did not.</param>
/// <param name="requestId">The provider's id of the request; null when it gave none.</param>
/// <param name="isOutcomeUnknown">The request had been sent and no refusal came back: the provider may have answered, and billed.</param>
public sealed class CallFailureException(
    CallFailureKind kind,
    int? status,
    TimeSpan? retryAfter,
    string? requestId,
    bool isOutcomeUnknown,
    string message,
    Exception? inner = null
) : Exception(message, inner)
{
    public CallFailureKind Kind { get; } = kind;

    public int? Status { get; } = status;

    public TimeSpan? RetryAfter { get; } = retryAfter;

    public string? RequestId { get; } = requestId;

    public bool IsOutcomeUnknown { get; } = isOutcomeUnknown;
}
