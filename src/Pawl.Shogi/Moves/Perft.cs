using System.Runtime.CompilerServices;
using Pawl.Shogi.Board;

namespace Pawl.Shogi.Moves;

/// <summary>Counts the leaves of the tree of legal moves: the exact test of a move generator, and its speed.</summary>
public static class Perft
{
    /// <param name="depth">Plies, from 0 (one leaf: the position itself).</param>
    /// <param name="listsLeaves">True to list the moves of the last ply, as a search does, instead of counting them in bulk.</param>
    /// <param name="cancellation">Looked at between the moves of the position itself.</param>
    public static long Count(Position position, int depth, bool listsLeaves = false, CancellationToken cancellation = default) =>
        depth == 0 ? 1 : Divide(position, depth, listsLeaves, cancellation).Sum(branch => branch.Leaves);

    /// <summary>The leaves below each move of the position, in the order of the generator.</summary>
    /// <param name="depth">From 1.</param>
    public static IEnumerable<(Move Move, long Leaves)> Divide(
        Position position,
        int depth,
        bool listsLeaves = false,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(position);
        ArgumentOutOfRangeException.ThrowIfLessThan(depth, 1);
        return Branches(position, depth, listsLeaves, cancellation);
    }

    private static IEnumerable<(Move Move, long Leaves)> Branches(
        Position position,
        int depth,
        bool listsLeaves,
        CancellationToken cancellation
    )
    {
        var moves = new Move[LegalMoves.Most];
        var count = LegalMoves.Generate(position, moves);
        for (var index = 0; index < count; index++)
        {
            cancellation.ThrowIfCancellationRequested();
            position.Do(moves[index]);
            var leaves = listsLeaves ? Listed(position, depth - 1) : Counted(position, depth - 1);
            position.Undo();
            yield return (moves[index], leaves);
        }
    }

    [SkipLocalsInit]
    private static long Counted(Position position, int depth)
    {
        if (depth <= 1)
        {
            return depth == 0 ? 1 : LegalMoves.Count(position);
        }

        Span<Move> moves = stackalloc Move[LegalMoves.Most];
        moves = moves[..LegalMoves.Generate(position, moves)];
        var leaves = 0L;
        foreach (var move in moves)
        {
            position.Do(move);
            leaves += depth == 2 ? LegalMoves.Count(position) : Counted(position, depth - 1);
            position.Undo();
        }

        return leaves;
    }

    [SkipLocalsInit]
    private static long Listed(Position position, int depth)
    {
        if (depth == 0)
        {
            return 1;
        }

        Span<Move> moves = stackalloc Move[LegalMoves.Most];
        moves = moves[..LegalMoves.Generate(position, moves)];
        if (depth == 1)
        {
            return moves.Length;
        }

        var leaves = 0L;
        foreach (var move in moves)
        {
            position.Do(move);
            leaves += Listed(position, depth - 1);
            position.Undo();
        }

        return leaves;
    }
}
