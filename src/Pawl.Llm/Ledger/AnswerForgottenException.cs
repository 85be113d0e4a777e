using Pawl.Llm.Calls;

namespace Pawl.Llm.Ledger;

/// <summary>A call of a finished unit was asked for: it was answered and its text was let go of. Asking the model again would pay twice.</summary>
public sealed class AnswerForgottenException(CallSlot slot)
    : Exception(
        $"The answer of '{slot.Stage}' for '{slot.Unit}' was already used and let go of, since '{slot.Unit}' is finished; "
            + "a finished unit is not worked on again. Start a new run to ask anew."
    )
{
    public CallSlot Slot { get; } = slot;
}
