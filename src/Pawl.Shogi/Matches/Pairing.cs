using Pawl.Shogi.Board;

namespace Pawl.Shogi.Matches;

/// <summary>Who plays what in one game of a match. Games 1 and 2, 3 and 4, … share an opening with colours swapped: a pair.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Black">Odd games are begun by A.</param>
public sealed record Pairing(int Number, Player Black, Opening Opening)
{
    /// <value>From 0.</value>
    public int Pair => PairOf(Number);

    public static int PairOf(int number) => (number - 1) / 2;

    public Player Of(Color color) => color == Color.Black ? Black : Other(Black);

    public Color ColorOf(Player player) => player == Black ? Color.Black : Color.White;

    public static Player Other(Player player) => player == Player.A ? Player.B : Player.A;

    /// <summary>The same for the same settings, whichever other games were played before.</summary>
    internal static Pairing Of(int number, MatchSettings settings)
    {
        var pair = PairOf(number);
        var opening = settings.Openings[pair % settings.Openings.Count];
        if (settings.OpeningPlies > 0)
        {
            opening = opening.Continue(settings.OpeningPlies, new MatchRandom(settings.Seed, (ulong)pair));
        }

        return new Pairing(number, number % 2 == 1 ? Player.A : Player.B, opening);
    }
}
