using Pawl.Llm.Calls;

namespace Pawl.Llm.Answers;

/// <summary>A model answered, and what it answered could not be read. The answer is paid for and in the ledger; it is not cached.</summary>
/// <param name="kind">One of <see cref="AnswerFaults"/>, or the reader's own word.</param>
/// <param name="path">Where in the answer, as a JSON path.</param>
/// <param name="text">The answer as it came, for quarantine.</param>
public sealed class AnswerRejectedException(
    CallSlot slot,
    string kind,
    string path,
    string message,
    string text,
    string? requestId,
    Exception? inner = null
) : Exception(message, inner)
{
    public CallSlot Slot { get; } = slot;

    public string Kind { get; } = kind;

    public string Path { get; } = path;

    public string Text { get; } = text;

    public string? RequestId { get; } = requestId;
}
