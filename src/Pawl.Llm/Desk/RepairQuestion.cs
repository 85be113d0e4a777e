using Pawl.Llm.Answers;
using Pawl.Llm.Calls;

namespace Pawl.Llm.Desk;

/// <summary>Asks a model to mend an answer that could not be read.</summary>
internal static class RepairQuestion
{
    /// <summary>The same question, then the answer as it came, then what is wrong with it: a function of those alone.</summary>
    public static ModelCall Of(ModelCall call, string answer, UnreadableAnswerException fault) =>
        call with
        {
            Slot = call.Slot with { Ordinal = call.Slot.Ordinal + 1 },
            Messages =
            [
                .. call.Messages,
                new CallMessage("assistant", answer),
                new CallMessage(
                    "user",
                    $"Your answer could not be used: {fault.Message} (at {fault.Path}). "
                        + "Give the whole answer again, corrected: one JSON value that follows the schema, and nothing else."
                ),
            ],
        };
}
