using System.Runtime.CompilerServices;
using Pawl.Shogi.Board;

namespace Pawl.Shogi.Moves;

/// <summary>Counts the leaves of the tree of legal moves: the exact test of a move generator, and its speed.</summary>
public static class Perft
{
    /// <param name="depth">Plies, from 0 (one leaf: the position itself).</param>
    public static long Count(Position position, int depth)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(depth);
        return depth switch
        {
            0 => 1,
            1 => LegalMoves.Count(position),
            _ => Below(position, depth),
        };
    }

    [SkipLocalsInit]
    private static long Below(Position position, int depth)
    {
        Span<Move> moves = stackalloc Move[LegalMoves.Most];
        moves = moves[..LegalMoves.Generate(position, moves)];
        var leaves = 0L;
        foreach (var move in moves)
        {
            position.Do(move);
            leaves += depth == 2 ? LegalMoves.Count(position) : Below(position, depth - 1);
            position.Undo();
        }

        return leaves;
    }
}
