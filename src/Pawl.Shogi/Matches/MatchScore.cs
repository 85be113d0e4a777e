using Pawl.Shogi.Board;

namespace Pawl.Shogi.Matches;

/// <summary>The standing of a match, from A's view.</summary>
public sealed class MatchScore
{
    private const int ScoresOfPair = 5;

    private MatchScore(ColorScore asBlack, ColorScore asWhite, IReadOnlyList<int> pairs, int forfeitsOfA, int forfeitsOfB)
    {
        (AsBlack, AsWhite, Pairs, ForfeitsOfA, ForfeitsOfB) = (asBlack, asWhite, pairs, forfeitsOfA, forfeitsOfB);
        Games = new ScoreDistribution([Total.Losses, Total.Draws, Total.Wins]);
        Distribution = pairs.Sum() * 2 == Total.Games && Total.Games > 0 ? new ScoreDistribution(pairs) : Games;
    }

    public ColorScore AsBlack { get; }

    public ColorScore AsWhite { get; }

    public ColorScore Total => AsBlack.With(AsWhite);

    /// <value>(5): pairs of games in which A made 0, ½, 1, 1½ and 2 points.</value>
    public IReadOnlyList<int> Pairs { get; }

    /// <value>Games lost by an illegal move, on time or by a crash.</value>
    public int ForfeitsOfA { get; }

    /// <inheritdoc cref="ForfeitsOfA"/>
    public int ForfeitsOfB { get; }

    /// <value>Of single games.</value>
    public ScoreDistribution Games { get; }

    /// <value>Of pairs where all games played make whole pairs, else of single games: what the error bars come from.</value>
    public ScoreDistribution Distribution { get; }

    /// <value>Of the whole pairs alone, or of single games where there is none: what the sequential test looks at.</value>
    public ScoreDistribution Tested => Pairs.Sum() > 0 ? new ScoreDistribution(Pairs) : Games;

    public static MatchScore Of(IEnumerable<PlayedGame> games)
    {
        ArgumentNullException.ThrowIfNull(games);
        var (asBlack, asWhite) = (ColorScore.None, ColorScore.None);
        var (ofA, ofB) = (0, 0);
        var open = new Dictionary<int, int>();
        var pairs = new int[ScoresOfPair];
        foreach (var game in games)
        {
            var points = game.HalfPointsOfA;
            (asBlack, asWhite) = game.ColorOfA == Color.Black ? (asBlack.With(points), asWhite) : (asBlack, asWhite.With(points));
            ofA += game.IsForfeit && game.Winner == Player.B ? 1 : 0;
            ofB += game.IsForfeit && game.Winner == Player.A ? 1 : 0;
            if (open.Remove(game.Pairing.Pair, out var first))
            {
                pairs[first + points]++;
            }
            else
            {
                open.Add(game.Pairing.Pair, points);
            }
        }

        return new MatchScore(asBlack, asWhite, pairs, ofA, ofB);
    }

    /// <returns>The logarithm of the likelihood ratio, and what it means.</returns>
    public (double LogLikelihoodRatio, SprtState State) Test(SprtBounds bounds)
    {
        ArgumentNullException.ThrowIfNull(bounds);
        var ratio = Tested.LogLikelihoodRatio(Elo.ExpectedScore(bounds.Elo0), Elo.ExpectedScore(bounds.Elo1));
        var state =
            ratio >= bounds.Upper ? SprtState.Passed
            : ratio <= bounds.Lower ? SprtState.Failed
            : SprtState.Undecided;
        return (ratio, state);
    }
}
