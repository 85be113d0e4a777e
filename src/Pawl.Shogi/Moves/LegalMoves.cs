using Pawl.Shogi.Board;

namespace Pawl.Shogi.Moves;

/// <summary>The moves the rules allow: no king left in check, no second pawn on a file, no mate by dropping a pawn, no piece that could never move again.</summary>
public static class LegalMoves
{
    /// <summary>The most legal moves any position has, so a buffer of this length never overflows (a known extremal position has 593).</summary>
    public const int Most = 593;

    /// <summary>Lists every legal move of the side to move.</summary>
    /// <param name="moves">Room for <see cref="Most"/>.</param>
    /// <returns>How many were written.</returns>
    public static int Generate(Position position, Span<Move> moves)
    {
        var legal = ReferenceMoves.Legal(position);
        legal.CopyTo(moves);
        return legal.Count;
    }

    public static int Count(Position position) => ReferenceMoves.Legal(position).Count;

    /// <summary>True when the side to move has a legal move; false is a loss, in check (mate) or not (stalemate).</summary>
    public static bool Any(Position position) => ReferenceMoves.Legal(position).Count > 0;

    /// <summary>Accepts any 16 bits: also moves of empty squares or of pieces not held.</summary>
    public static bool IsLegal(Position position, Move move) => ReferenceMoves.Legal(position).Contains(move);
}
