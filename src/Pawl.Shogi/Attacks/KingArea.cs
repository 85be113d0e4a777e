using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pawl.Shogi.Board;

namespace Pawl.Shogi.Attacks;

/// <summary>
/// Everything a king's square decides, side by side in memory: from where the king, or a square next to it, could be attacked at all. What stands
/// elsewhere need not be looked at.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct KingArea
{
    /// <summary>(2 players, 81 squares of that player's king).</summary>
    private static readonly KingArea* Table = Fill();

    /// <summary>Where the opponent's pawns, knights, silvers and golds give check from.</summary>
    public Bitboard PawnChecks;
    public Bitboard KnightChecks;
    public Bitboard SilverChecks;
    public Bitboard GoldChecks;

    /// <summary>The squares next to the king.</summary>
    public Bitboard Steps;

    /// <summary>A rook's, a bishop's and a lance's lines to the king on an empty board.</summary>
    public Bitboard RookLines;
    public Bitboard BishopLines;
    public Bitboard LanceLine;

    /// <summary>Squares at most two steps away: of silvers, golds, horses and dragons, only those there attack a square next to the king with a step.</summary>
    public Bitboard Near;

    /// <summary>Where the opponent's knights attack a square next to the king from.</summary>
    public Bitboard Knights;

    /// <summary>The king's file and those beside it.</summary>
    public Bitboard Files;

    /// <summary>Where a rook and a bishop on an empty board attack a square next to the king from.</summary>
    public Bitboard RookReach;
    public Bitboard BishopReach;

    /// <param name="color">Whose king it is.</param>
    /// <param name="king">0 to 80.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static KingArea* Of(int color, int king) => Table + (uint)((color * Square.Count) + king);

    private static KingArea* Fill()
    {
        var table = (KingArea*)NativeMemory.AllocZeroed(2 * Square.Count, (nuint)sizeof(KingArea));
        for (var index = 0; index < 2 * Square.Count; index++)
        {
            var color = (Color)(index / Square.Count);
            var king = index % Square.Count;
            var first = (int)color * MoveClass.Count;
            table[index] = new KingArea
            {
                PawnChecks = StepAttacks.Of(first + MoveClass.Pawn, king),
                KnightChecks = StepAttacks.Of(first + MoveClass.Knight, king),
                SilverChecks = StepAttacks.Of(first + MoveClass.Silver, king),
                GoldChecks = StepAttacks.Of(first + MoveClass.Gold, king),
                Steps = StepAttacks.King(king),
                RookLines = Rays(king, Direction.Orthogonal),
                BishopLines = Rays(king, Direction.Diagonal),
                LanceLine = Lines.Ray(king, new Direction(0, -1).For(color)),
                Near = Around(king, StepAttacks.King) | StepAttacks.King(king),
                Knights = Around(king, square => StepAttacks.Of(first + MoveClass.Knight, square)),
                Files = FilesAround(king),
                RookReach = Around(king, square => Rays(square, Direction.Orthogonal)),
                BishopReach = Around(king, square => Rays(square, Direction.Diagonal)),
            };
        }

        return table;
    }

    private static Bitboard Rays(int square, Direction[] directions) =>
        directions.Aggregate(Bitboard.Empty, (rays, direction) => rays | Lines.Ray(square, direction));

    private static Bitboard FilesAround(int square)
    {
        var files = Bitboard.Empty;
        for (var file = Math.Max(1, square / 9); file <= Math.Min(9, (square / 9) + 2); file++)
        {
            files |= Bitboard.File(file);
        }

        return files;
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
