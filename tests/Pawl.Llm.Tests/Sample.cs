using Pawl.Llm.Calls;

namespace Pawl.Llm.Tests;

/// <summary>A call and an answer that tests change as they need.</summary>
internal static class Sample
{
    public static ModelCall Call { get; } = Of("S1", "descriptions");

    public static ModelAnswer Answer { get; } =
        new("{\"name\":\"Enrolment\"}", new TokenUsage(120, 20, 30), "gpt-5-mini-2025-08-07", "stop", "req_1");

    public static CallFailureException Failure(bool unknown) =>
        new(CallFailureKind.Timeout, null, null, null, unknown, "No answer within 60 s.");

    public static ModelCall Of(string unit, string stage, string question = "What is it?") =>
        new(
            new CallSlot(unit, stage),
            "gpt-5-mini",
            new Sampling(Temperature: 0, Seed: 7, MaximumOutputTokens: 1000),
            "You describe services.",
            [new CallMessage("user", question)],
            new AnswerSchema("description", "{\"type\":\"object\"}")
        );
}
