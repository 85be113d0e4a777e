using Pawl.Shogi.Board;

namespace Pawl.Shogi.Moves;

/// <summary>
/// The moves the rules allow: no king left in check, no second pawn on a file, no mate by dropping a pawn, no piece that could never move again.
/// </summary>
public static class LegalMoves
{
    /// <summary>The most legal moves any position has, so a buffer of this length never overflows (a known extremal position has 593).</summary>
    public const int Most = 593;

    /// <summary>Lists every legal move of the side to move, in an order that depends on the position alone. Allocates nothing.</summary>
    /// <param name="moves">Room for <see cref="Most"/>.</param>
    /// <returns>How many were written.</returns>
    /// <exception cref="ArgumentException">The buffer is too short.</exception>
    public static int Generate(Position position, Span<Move> moves)
    {
        ArgumentNullException.ThrowIfNull(position);
        if (moves.Length < Most)
        {
            throw new ArgumentException($"expected room for {Most} moves, got {moves.Length}", nameof(moves));
        }

        return position.SideToMove == Color.Black
            ? MoveLister.List<BlackSide>(position, moves)
            : MoveLister.List<WhiteSide>(position, moves);
    }

    /// <summary>As many as <see cref="Generate"/> lists, found several times faster. Allocates nothing.</summary>
    public static int Count(Position position)
    {
        ArgumentNullException.ThrowIfNull(position);
        return position.SideToMove == Color.Black ? MoveCounter.Count<BlackSide>(position) : MoveCounter.Count<WhiteSide>(position);
    }

    /// <summary>True when the side to move has a legal move; false is a loss, in check (mate) or not (stalemate).</summary>
    public static bool Any(Position position) => Count(position) > 0;

    /// <summary>Accepts any 16 bits: also moves of empty squares, of pieces not held or to squares beyond the board.</summary>
    public static bool IsLegal(Position position, Move move)
    {
        ArgumentNullException.ThrowIfNull(position);
        return position.SideToMove == Color.Black
            ? MoveCheck.IsLegal<BlackSide>(position, move)
            : MoveCheck.IsLegal<WhiteSide>(position, move);
    }
}
