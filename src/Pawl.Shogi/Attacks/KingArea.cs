using System.Runtime.CompilerServices;
using Pawl.Shogi.Board;

namespace Pawl.Shogi.Attacks;

/// <summary>From where a king, or a square next to it, could be attacked at all: what stands elsewhere need not be looked at.</summary>
internal static unsafe class KingArea
{
    /// <summary>(81): a rook's targets on an empty board.</summary>
    private static readonly Bitboard* RookTable = BitboardTable.Fill(Square.Count, square => Rays(square, Direction.Orthogonal));

    /// <summary>(81): a bishop's targets on an empty board.</summary>
    private static readonly Bitboard* BishopTable = BitboardTable.Fill(Square.Count, square => Rays(square, Direction.Diagonal));

    /// <summary>(2 players, 81): the squares ahead on the file.</summary>
    private static readonly Bitboard* LanceTable = BitboardTable.Fill(
        2 * Square.Count,
        index => Lines.Ray(index % Square.Count, new Direction(0, -1).For((Color)(index / Square.Count)))
    );

    /// <summary>(81): squares at most two steps away.</summary>
    private static readonly Bitboard* NearTable = BitboardTable.Fill(
        Square.Count,
        square => Around(square, StepAttacks.King) | StepAttacks.King(square)
    );

    private static readonly Bitboard* FileTable = BitboardTable.Fill(Square.Count, FilesAround);

    private static readonly Bitboard* RookReachTable = BitboardTable.Fill(Square.Count, square => Around(square, RookLines));

    private static readonly Bitboard* BishopReachTable = BitboardTable.Fill(Square.Count, square => Around(square, BishopLines));

    /// <summary>(2 players, 81): where the opponent's knights must stand to attack a square next to the king.</summary>
    private static readonly Bitboard* KnightTable = BitboardTable.Fill(
        2 * Square.Count,
        index => Around(index % Square.Count, square => StepAttacks.Of((index / Square.Count * MoveClass.Count) + MoveClass.Knight, square))
    );

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bitboard RookLines(int king) => RookTable[king];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bitboard BishopLines(int king) => BishopTable[king];

    /// <param name="color">Whose king it is: the squares ahead of it, where a lance of the opponent's would give check from.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bitboard LanceLine(int color, int king) => LanceTable[(color * Square.Count) + king];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bitboard Near(int king) => NearTable[king];

    /// <summary>The king's file and those beside it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bitboard Files(int king) => FileTable[king];

    /// <summary>Where a rook on an empty board would attack a square next to the king.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bitboard RookReach(int king) => RookReachTable[king];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bitboard BishopReach(int king) => BishopReachTable[king];

    /// <param name="color">Whose king it is.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bitboard Knights(int color, int king) => KnightTable[(color * Square.Count) + king];

    private static Bitboard Rays(int square, Direction[] directions) =>
        directions.Aggregate(Bitboard.Empty, (rays, direction) => rays | Lines.Ray(square, direction));

    private static Bitboard FilesAround(int square)
    {
        var file = square / 9;
        return Enumerable
            .Range(Math.Max(0, file - 1), Math.Min(8, file + 1) - Math.Max(0, file - 1) + 1)
            .Aggregate(Bitboard.Empty, (files, index) => files | Bitboard.File(index + 1));
    }

    /// <summary>The union of a set over the squares next to one.</summary>
    private static Bitboard Around(int square, Func<int, Bitboard> set)
    {
        var union = Bitboard.Empty;
        for (var steps = StepAttacks.King(square); !steps.IsEmpty; steps = steps.WithoutFirst())
        {
            union |= set(steps.First);
        }

        return union;
    }
}
