using System.Text.Json;
using Pawl.Llm.Breaker;
using Pawl.Llm.Sending;
using Pawl.Runs.Durability;

namespace Pawl.Web.Tests.Evolutions;

/// <summary>A breaker that a run left open.</summary>
internal static class SeedBreaker
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static void Open(string dataRoot)
    {
        var now = TimeProvider.System.GetUtcNow();
        var state = new BreakerState(
            "https://llm.example.org/v1",
            "c0ffee",
            "the variable OPENAI_API_KEY",
            BreakerPosition.Open,
            BreakerCause.Quota,
            now - TimeSpan.FromMinutes(3),
            now + TimeSpan.FromMinutes(2),
            2,
            0,
            429,
            "The provider answered 429: You exceeded your quota.",
            null
        );
        AtomicFile.WriteBytes(
            Path.Combine(CallSenders.BreakerFolder(dataRoot), "llm.example.org_443-c0ffee.json"),
            JsonSerializer.SerializeToUtf8Bytes(state, Options)
        );
    }
}
