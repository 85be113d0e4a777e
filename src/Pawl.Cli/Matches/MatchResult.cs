using Pawl.Shogi.Matches;

namespace Pawl.Cli.Matches;

/// <summary><c>pawl shogi match --json</c>: the standing from A's view. Elo that no finite number can say (every game won or lost) is null.</summary>
/// <param name="Pairs">Pairs of games in which A made 0, ½, 1, 1½ and 2 points.</param>
/// <param name="EloLow">The lower end of the 95 % interval.</param>
/// <param name="LikelihoodOfSuperiority">0 to 1.</param>
/// <param name="ForfeitsOfA">Games A lost by an illegal move, on time or by a crash.</param>
internal sealed record MatchResult(
    string A,
    string B,
    string Time,
    int Games,
    int GamesAsked,
    ColorScore Total,
    ColorScore AsBlack,
    ColorScore AsWhite,
    IReadOnlyList<int> Pairs,
    double Score,
    double? Elo,
    double? EloLow,
    double? EloHigh,
    double LikelihoodOfSuperiority,
    SprtResult? Sprt,
    int ForfeitsOfA,
    int ForfeitsOfB
)
{
    public static MatchResult Of(MatchSettings settings, (string A, string B) names, MatchScore score)
    {
        var (low, elo, high) = Shogi.Matches.Elo.Of(score.Distribution);
        var tested = settings.Sprt is { } bounds ? score.Test(bounds) : default;
        return new(
            names.A,
            names.B,
            settings.TimeControl.ToString(),
            score.Total.Games,
            settings.Games,
            score.Total,
            score.AsBlack,
            score.AsWhite,
            score.Pairs,
            score.Games.Mean,
            Finite(elo),
            Finite(low),
            Finite(high),
            Shogi.Matches.Elo.LikelihoodOfSuperiority(score.Distribution),
            settings.Sprt is null
                ? null
                : new SprtResult(tested.LogLikelihoodRatio, settings.Sprt.Lower, settings.Sprt.Upper, tested.State),
            score.ForfeitsOfA,
            score.ForfeitsOfB
        );
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}

/// <param name="Lower">Reaching it fails the test.</param>
/// <param name="Upper">Reaching it passes the test.</param>
internal sealed record SprtResult(double LogLikelihoodRatio, double Lower, double Upper, SprtState State);
