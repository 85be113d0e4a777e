using System.Globalization;
using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Engines;

/// <summary>The lines of GNU Shogi 1.4 in the mode for xshogi (<c>-X</c>). Squares and moves are written as in USI.</summary>
internal static class GnuShogiText
{
    /// <summary>
    /// Commands that set up a position: <c>edit</c>, <c>#</c> to clear, <c>K5i</c>, <c>R5b+</c> and <c>P*</c> for Black's pieces on the board and in hand,
    /// <c>c</c> to go on with White's, <c>.</c> to end.
    /// </summary>
    public static IEnumerable<string> SetUp(Position position)
    {
        yield return "edit";
        yield return "#";
        foreach (var color in new[] { Color.Black, Color.White })
        {
            for (var index = 0; index < Square.Count; index++)
            {
                var piece = position[new Square(index)];
                if (piece != Piece.None && piece.Color() == color)
                {
                    var type = piece.Type();
                    yield return $"{type.Unpromoted().Letter()}{new Square(index)}{(type.IsPromoted() ? "+" : "")}";
                }
            }

            foreach (var type in PieceTypes.InHandOrder)
            {
                for (var held = position.Hand(color).Count(type); held > 0; held--)
                {
                    yield return $"{type.Letter()}*";
                }
            }

            yield return color == Color.Black ? "c" : ".";
        }
    }

    /// <returns>The command for a time a move, as <c>level 0 0:01</c>: whole seconds, one at least.</returns>
    public static string Level(TimeSpan time)
    {
        var seconds = Math.Max(1, (long)time.TotalSeconds);
        return $"level 0 {seconds / 60}:{seconds % 60:00}";
    }

    /// <param name="line">Its own move with what its clock has left, in ms, as <c>1. ... 3c3d -1000</c>.</param>
    public static bool TryReadMove(string line, out Move move)
    {
        var words = Words(line);
        move = Move.None;
        return words.Length >= 3 && IsMoveNumber(words[0]) && words[1] == "..." && Move.TryParse(words[2], out move);
    }

    /// <summary>It took our move: <c>1. 7g7f 300000</c>.</summary>
    public static bool IsEcho(string line, Move move)
    {
        var words = Words(line);
        return words.Length >= 2 && IsMoveNumber(words[0]) && words[1] == move.ToString();
    }

    /// <summary>It holds the game to be over and will not move: <c>Drawn game!</c>, <c>Black mates!</c> and the like.</summary>
    public static bool IsEnd(string line) =>
        line.Contains("Drawn game", StringComparison.Ordinal)
        || line.Contains("mates!", StringComparison.Ordinal)
        || line.StartsWith("Repetition", StringComparison.OrdinalIgnoreCase);

    public static bool IsRefusal(string line) => line.StartsWith("Illegal", StringComparison.Ordinal);

    /// <summary>The question for a depth ends without a line break, so that the next line stands behind it.</summary>
    private static string[] Words(string line)
    {
        const string Question = "depth = ";
        return line.Replace(Question, "", StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private static bool IsMoveNumber(string word) =>
        word.EndsWith('.') && int.TryParse(word.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
