using Pawl.Llm.Calls;

namespace Pawl.Llm.Tests;

/// <summary>Calls to ask with.</summary>
internal static class Question
{
    public static AnswerSchema Schema { get; } =
        new(
            "features",
            """{"type":"object","additionalProperties":false,"required":["name","level"],"properties":{"name":{"type":"string"},"level":{"type":"integer","minimum":1,"maximum":5}}}"""
        );

    public static ModelCall Of(int number, string stage = "features/1") =>
        new(
            new CallSlot($"S{number}", stage),
            "gpt-5-mini",
            new Sampling(Temperature: 0.5, Seed: 7, MaximumOutputTokens: 200),
            "You are an architect.",
            [new CallMessage("user", $"Service S{number}?")],
            Schema
        );
}
