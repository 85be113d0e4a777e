using Pawl.Llm.Settings;

namespace Pawl.Llm.Desk;

/// <summary>How a desk handles the calls of one run.</summary>
/// <param name="Lane">The run's id: its calls share places fairly with other runs'.</param>
/// <param name="Provider">Who answers, as the key of a call holds it.</param>
/// <param name="Repair">Ask once more when an answer cannot be read, showing the model its answer and the fault.</param>
public sealed record DeskSettings(string Lane, string Provider, bool Repair = false, UnknownTries Unknown = UnknownTries.Resend)
{
    public static DeskSettings Of(string runId, LlmSettings settings) =>
        new(runId, ProviderName(settings.Provider), settings.Repair, settings.Tries.Unknown);

    /// <summary>
    /// <c>openai</c>, <c>compatible</c>, or <c>offline/SEED</c>, whose answers another seed changes; with <c>/object</c> or <c>/none</c> where the
    /// provider is not held to the schema, since the same question is put differently then.
    /// </summary>
    public static string ProviderName(ProviderSettings provider) =>
        provider.Kind == ProviderKind.Offline ? $"offline/{provider.OfflineSeed}"
        : provider.Structured == StructuredOutput.Schema ? Word(provider.Kind)
        : $"{Word(provider.Kind)}/{Word(provider.Structured)}";

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
