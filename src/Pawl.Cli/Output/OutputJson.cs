using System.Text.Json;
using System.Text.Json.Serialization;
using Pawl.Cli.Boards;
using Pawl.Cli.Doctor;
using Pawl.Cli.Matches;
using Pawl.Runs.Json;
using Pawl.Shogi.Matches;
using Pawl.Text.Datasets;

namespace Pawl.Cli.Output;

/// <summary>
/// The shapes <c>--json</c> prints. They are promises to scripts: members are added, never renamed or removed. Generated at build time,
/// since reflection would cost a short command a third of its time.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DictionaryKeyPolicy = JsonKnownNamingPolicy.Unspecified,
    Converters = [typeof(EnumWords<Verdict>), typeof(EnumWords<SprtState>)],
    WriteIndented = false
)]
[JsonSerializable(typeof(FindingsJson))]
[JsonSerializable(typeof(RunJson))]
[JsonSerializable(typeof(RunDetailsJson))]
[JsonSerializable(typeof(IReadOnlyList<RunJson>))]
[JsonSerializable(typeof(LogLineJson))]
[JsonSerializable(typeof(MetricJson))]
[JsonSerializable(typeof(EventJson))]
[JsonSerializable(typeof(IReadOnlyList<WorkloadJson>))]
[JsonSerializable(typeof(IReadOnlyList<ProfileJson>))]
[JsonSerializable(typeof(ProfileJson))]
[JsonSerializable(typeof(VerificationJson))]
[JsonSerializable(typeof(PreparedJson))]
[JsonSerializable(typeof(SampleJson))]
[JsonSerializable(typeof(UpJson))]
[JsonSerializable(typeof(PositionJson))]
[JsonSerializable(typeof(NewTokenJson))]
[JsonSerializable(typeof(IReadOnlyList<TokenJson>))]
[JsonSerializable(typeof(PerftJson))]
[JsonSerializable(typeof(MatchResult))]
[JsonSerializable(typeof(CacheStatisticsJson))]
[JsonSerializable(typeof(CacheValidationJson))]
[JsonSerializable(typeof(CachePurgeJson))]
[JsonSerializable(typeof(string))]
internal sealed partial class OutputJson : JsonSerializerContext;

/// <summary><c>pawl doctor --json</c>.</summary>
internal sealed record FindingsJson(IReadOnlyList<Finding> Checks);

/// <summary><c>pawl text prepare --json</c>.</summary>
internal sealed record PreparedJson(
    string Folder,
    bool UpToDate,
    string Tokenizer,
    int VocabularySize,
    long TrainTokens,
    long ValidationTokens
)
{
    public static PreparedJson Of(PreparedDataset data) =>
        new(
            data.Folder,
            data.WasUpToDate,
            data.Meta.Tokenizer,
            data.Meta.VocabularySize,
            data.Meta.TrainTokens,
            data.Meta.ValidationTokens
        );
}

/// <summary>A line of <c>pawl text sample --json</c>; the text does not repeat the prompt.</summary>
internal sealed record SampleJson(
    string Run,
    long CheckpointStep,
    int Number,
    long Seed,
    string Prompt,
    string Text,
    int PromptNumber,
    int Tokens
);

/// <summary>Enum members as words: <c>TimedOut</c> is <c>timed_out</c>.</summary>
internal sealed class EnumWords<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.SnakeCaseLower)
    where T : struct, Enum;
