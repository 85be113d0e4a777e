using Pawl.Llm.Settings;

namespace Pawl.Llm.Tests.Sending;

/// <summary>Settings with waits short enough for tests.</summary>
internal static class TestSettings
{
    public static ProviderSettings Provider(Uri address, string? authFile = null, string? authVariable = null) =>
        new(ProviderKind.Compatible, address, authVariable, authFile, StructuredOutput.Schema, OfflineSeed: 0);

    public static LlmSettings For(Uri address, int concurrency = 16) =>
        new(
            Provider(address),
            new TrySettings(
                TimeSpan.FromSeconds(5),
                6,
                TimeSpan.FromMilliseconds(5),
                TimeSpan.FromMilliseconds(50),
                TimeSpan.FromSeconds(2),
                UnknownTries.Resend
            ),
            new QueueSettings(concurrency, Adaptive: true, 0, 0),
            new BreakerSettings(5, TimeSpan.FromMilliseconds(30), TimeSpan.FromMilliseconds(100), KeyTries: 5),
            new BudgetSettings(null, null, null),
            new CacheSettings(CacheMode.Off, null),
            Repair: false
        );
}
