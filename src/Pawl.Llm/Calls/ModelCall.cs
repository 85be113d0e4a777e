namespace Pawl.Llm.Calls;

/// <summary>One question to a model, with everything the answer depends on.</summary>
/// <param name="Model">The provider's name of the model, without a prefix.</param>
/// <param name="SystemPrompt">Empty for none.</param>
/// <param name="Messages">At least one; the last is the user's.</param>
/// <param name="Schema">Null asks for free text.</param>
public sealed record ModelCall(
    CallSlot Slot,
    string Model,
    Sampling Sampling,
    string SystemPrompt,
    IReadOnlyList<CallMessage> Messages,
    AnswerSchema? Schema
);
