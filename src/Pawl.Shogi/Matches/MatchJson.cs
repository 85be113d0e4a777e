using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pawl.Shogi.Matches;

/// <summary>What a folder of a match holds as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(MatchFile))]
[JsonSerializable(typeof(GameFile))]
internal sealed partial class MatchJson : JsonSerializerContext
{
    /// <summary>Writes as it is read: the plus of a promotion stays one.</summary>
    public static MatchJson Plain =>
        field ??= new MatchJson(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}

/// <summary><c>match.json</c>: the settings that decide which games are played, to see on resumption that they are the same.</summary>
/// <param name="Openings">Each as <c>NAME: sfen … moves …</c>.</param>
internal sealed record MatchFile(
    string A,
    string B,
    IReadOnlyList<string> OptionsA,
    IReadOnlyList<string> OptionsB,
    string Time,
    double MarginSeconds,
    IReadOnlyList<string> Openings,
    int OpeningPlies,
    ulong Seed,
    int MaximumMoves,
    string Rule,
    string? Resign,
    string? Draw,
    bool Ponder,
    bool Restart
)
{
    public static MatchFile Of(MatchSettings settings)
    {
        var (time, adjudication) = (settings.TimeControl, settings.Adjudication);
        return new(
            settings.A.Text,
            settings.B.Text,
            [.. settings.A.Options.Select(option => $"{option.Key}={option.Value}")],
            [.. settings.B.Options.Select(option => $"{option.Key}={option.Value}")],
            time.ToString(),
            time.Margin.TotalSeconds,
            [.. settings.Openings.Select(opening => $"{opening.Name}: sfen {opening.Start} moves {string.Join(' ', opening.Moves)}")],
            settings.OpeningPlies,
            settings.Seed,
            settings.Rules.MaximumMoves,
            settings.Rules.EnteringKing.ToString(),
            adjudication.ResignScore is { } resign ? $"{resign},{adjudication.ResignMoves}" : null,
            adjudication.DrawScore is { } draw ? $"{draw},{adjudication.DrawMoves},{adjudication.DrawAfter}" : null,
            settings.Ponder,
            settings.Restart
        );
    }

    public string Write() => JsonSerializer.Serialize(this, MatchJson.Plain.MatchFile) + "\n";
}

/// <summary><c>0001.json</c>: one finished game.</summary>
/// <param name="Black"><c>A</c> or <c>B</c>.</param>
/// <param name="Start">SFEN.</param>
/// <param name="Moves">USI's text, the opening's first, apart by blanks.</param>
/// <param name="Milliseconds">Of each move, apart by blanks; 0 for those of the opening.</param>
/// <param name="Winner"><c>black</c>, <c>white</c>, or null for a draw.</param>
/// <param name="Reason">A member of <see cref="Games.EndReason"/>.</param>
internal sealed record GameFile(
    int Game,
    string Black,
    string Opening,
    string Start,
    string Moves,
    string Milliseconds,
    string? Winner,
    string Reason,
    string? Fault,
    bool Adjudicated,
    DateTimeOffset StartedAt
);
