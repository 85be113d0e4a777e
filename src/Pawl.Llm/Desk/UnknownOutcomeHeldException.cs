using Pawl.Llm.Calls;

namespace Pawl.Llm.Desk;

/// <summary>The settings hold calls whose earlier try may have been billed, and this is one.</summary>
public sealed class UnknownOutcomeHeldException(CallSlot slot)
    : Exception(
        $"'{slot.Stage}' for '{slot.Unit}' was sent before and its answer never arrived, so it may have been billed; calls.unknown is hold, "
            + "so it is not sent again. Compare with the provider's own list of requests, then resume with calls.unknown: resend."
    )
{
    public CallSlot Slot { get; } = slot;
}
