using Pawl.Runs.Specs;

namespace Pawl.Llm.Settings;

/// <summary>What a spec says about calls to a model, in types.</summary>
/// <param name="Repair">Ask once more, showing the fault, when an answer cannot be read.</param>
public sealed record LlmSettings(
    ProviderSettings Provider,
    TrySettings Tries,
    QueueSettings Queue,
    BreakerSettings Breaker,
    BudgetSettings Budget,
    CacheSettings Cache,
    bool Repair
)
{
    public static Uri OpenAiAddress { get; } = new("https://api.openai.com/v1");

    /// <summary>Names the offline provider where others have an address.</summary>
    public static Uri OfflineAddress { get; } = new("offline://answers");

    /// <summary>The variable OpenAI's own programs read.</summary>
    public const string OpenAiVariable = "OPENAI_API_KEY";

    /// <param name="spec">Of a schema that holds <see cref="LlmSpecKeys.All"/>, without problems by <see cref="LlmRules"/>.</param>
    public static LlmSettings Of(ResolvedSpec spec) =>
        new(
            ProviderOf(spec),
            new TrySettings(
                spec.Duration("calls.timeout"),
                (int)spec.Integer("calls.attempts"),
                spec.Duration("calls.base"),
                spec.Duration("calls.cap"),
                spec.Duration("calls.longest_retry_after"),
                Enum.Parse<UnknownTries>(spec.Text("calls.unknown"), ignoreCase: true)
            ),
            new QueueSettings(
                (int)spec.Integer("queue.concurrency"),
                spec.Boolean("queue.adaptive"),
                spec.Integer("limits.requests_per_minute"),
                spec.Integer("limits.tokens_per_minute")
            ),
            new BreakerSettings(
                (int)spec.Integer("breaker.failures"),
                spec.Duration("breaker.pause"),
                spec.Duration("breaker.longest_pause"),
                (int)spec.Integer("breaker.key_tries")
            ),
            new BudgetSettings(Dollars(spec, "budget.soft"), Dollars(spec, "budget.hard"), spec.TextOrNull("prices.file")),
            new CacheSettings(Enum.Parse<CacheMode>(spec.Text("cache.mode"), ignoreCase: true), spec.TextOrNull("cache.folder")),
            spec.Boolean("answers.repair")
        );

    private static ProviderSettings ProviderOf(ResolvedSpec spec)
    {
        var kind = Enum.Parse<ProviderKind>(spec.Text("provider.kind"), ignoreCase: true);
        var file = spec.TextOrNull("provider.auth_file");
        return new ProviderSettings(
            kind,
            kind switch
            {
                ProviderKind.OpenAi => OpenAiAddress,
                ProviderKind.Offline => OfflineAddress,
                _ => new Uri(spec.Text("provider.address")),
            },
            // A compatible server gets a key only when the spec names one: OpenAI's is not for others.
            spec.TextOrNull("provider.auth_variable") ?? (kind == ProviderKind.OpenAi && file is null ? OpenAiVariable : null),
            file,
            Enum.Parse<StructuredOutput>(spec.Text("provider.structured"), ignoreCase: true),
            spec.Integer("provider.offline_seed")
        );
    }

    private static decimal? Dollars(ResolvedSpec spec, string key) => spec.IsSet(key) ? (decimal)spec.Number(key) : null;
}
