using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pawl.Shogi.Board;

namespace Pawl.Shogi.Attacks;

/// <summary>
/// What lance, bishop and rook attack among occupied squares, the first occupied one included. A rook's targets are those of a file (nine neighbouring
/// bits) and of a rank; a bishop's those of two diagonals; each line is one lookup by the occupation of its inner squares. The tables take 120 KB, where
/// one lookup per rook and bishop would take 8 MB and miss the cache.
/// </summary>
internal static unsafe class SlidingAttacks
{
    private const int LineStates = 1 << LineIndex.Bits;

    /// <summary>Files 2 to 7 of rank 1, in the low word.</summary>
    private const ulong RankLow = 0x0040_2010_0804_0200;

    /// <summary>File 8 of rank 1, in the high word; merged it takes the place of file 1.</summary>
    private const ulong RankHigh = 1;
    private const ulong RankMask = RankLow | RankHigh;

    /// <summary>(9 ranks, 128 states of the inner squares): nine bits of targets on a file.</summary>
    private static readonly ushort* FileTable = FileTargets();

    /// <summary>(2 players, 81 squares): a lance's way to the edge.</summary>
    private static readonly Bitboard* LanceLines = BitboardTable.Fill(
        2 * Square.Count,
        index => Lines.Ray(index % Square.Count, new Direction(0, -1).For((Color)(index / Square.Count)))
    );

    private static readonly ulong RankMagic = MagicSearch.Find(RankMask);

    /// <summary>(9 files, 128 states): targets on rank 1; other ranks are shifted.</summary>
    private static readonly Bitboard* RankTable = RankTargets();

    /// <summary>(81 squares, 2 diagonals).</summary>
    private static readonly DiagonalLine* Diagonals = DiagonalLines();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bitboard Rook(int square, Bitboard occupied) => OnFile(square, occupied) | OnRank(square, occupied);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bitboard Bishop(int square, Bitboard occupied)
    {
        var first = Diagonals + (uint)(2 * square);
        var second = first + 1;
        return first->Attacks[LineIndex.Of(first->Merge(occupied), first->Mask, first->Magic)]
            | second->Attacks[LineIndex.Of(second->Merge(occupied), second->Mask, second->Magic)];
    }

    /// <param name="color">0 for Black, whose lances go towards rank 1.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bitboard Lance(int color, int square, Bitboard occupied)
    {
        // a file lies in one word, so the other word of the line is empty and stays so
        var line = LanceLines[(uint)((color * Square.Count) + square)];
        return color == 0
            ? new(line.Low & From(Highest(occupied.Low & line.Low)), line.High & From(Highest(occupied.High & line.High)))
            : new(line.Low & UpTo(occupied.Low & line.Low), line.High & UpTo(occupied.High & line.High));
    }

    /// <returns>The index of the highest bit, 0 when there is none.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Highest(ulong bits) => 63 ^ BitOperations.LeadingZeroCount(bits | 1);

    /// <returns>The bits from an index up.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong From(int index) => ulong.MaxValue << index;

    /// <returns>The bits up to the lowest one, all when there is none.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong UpTo(ulong bits) => bits ^ (bits - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Bitboard OnFile(int square, Bitboard occupied)
    {
        var start = FileStart(square);
        return ToFile(square, start, FileTable[((square - start) * LineStates) + (int)InnerOfFile(square, start, occupied)]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Bitboard OnRank(int square, Bitboard occupied)
    {
        var file = (square * 57) >> 9; // square / 9 for 0 to 80
        var rank = square - (file * 9);
        var merged = ((occupied.Low >> rank) & RankLow) | ((occupied.High >> rank) & RankHigh);
        var targets = RankTable[(file * LineStates) + (int)LineIndex.Of(merged, RankMask, RankMagic)];
        return new(targets.Low << rank, targets.High << rank);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int FileStart(int square) => ((square * 57) >> 9) * 9;

    /// <summary>The seven squares of the file between its ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint InnerOfFile(int square, int start, Bitboard occupied)
    {
        var inHigh = InHigh(square);
        var word = (occupied.Low & ~inHigh) | (occupied.High & inHigh);
        return (uint)(word >> (start - ((int)inHigh & Bitboard.LowCount) + 1)) & (LineStates - 1);
    }

    /// <param name="bits">Nine bits, rank 1 first.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Bitboard ToFile(int square, int start, uint bits)
    {
        // both shifts are taken modulo 64, and the one that has no meaning is masked away
        var inHigh = InHigh(square);
        return new(((ulong)bits << start) & ~inHigh, ((ulong)bits << (start - Bitboard.LowCount)) & inHigh);
    }

    /// <returns>All ones for a square of the high word, else zero.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong InHigh(int square) => (ulong)(long)((Bitboard.LowCount - 1 - square) >> 31);

    private static ushort* FileTargets()
    {
        var table = (ushort*)NativeMemory.AllocZeroed(9 * LineStates, sizeof(ushort));
        for (var rank = 0; rank < 9; rank++)
        {
            for (var state = 0; state < LineStates; state++)
            {
                var targets = Walk(rank, new Bitboard((ulong)state << 1, 0), new Direction(0, 1), new Direction(0, -1));
                table[(rank * LineStates) + state] = (ushort)(targets.Low & 511);
            }
        }

        return table;
    }

    private static Bitboard* RankTargets()
    {
        var table = BitboardTable.Allocate(9 * LineStates);
        for (var file = 0; file < 9; file++)
        {
            foreach (var occupied in Subsets(Bitboard.Rank(1).Without(Bitboard.File(1) | Bitboard.File(9))))
            {
                var index = LineIndex.Of((occupied.Low & RankLow) | (occupied.High & RankHigh), RankMask, RankMagic);
                table[(file * LineStates) + (int)index] = Walk(file * 9, occupied, new Direction(1, 0), new Direction(-1, 0));
            }
        }

        return table;
    }

    private static DiagonalLine* DiagonalLines()
    {
        var lines = (DiagonalLine*)NativeMemory.AllocZeroed(2 * Square.Count, (nuint)sizeof(DiagonalLine));
        var edges = Bitboard.Rank(1) | Bitboard.Rank(9) | Bitboard.File(1) | Bitboard.File(9);
        for (var index = 0; index < 2 * Square.Count; index++)
        {
            var square = index / 2;
            var direction = new Direction(1, index % 2 == 0 ? 1 : -1);
            var back = new Direction(-direction.Files, -direction.Ranks);
            var line = lines + index;
            line->Inner = (Lines.Ray(square, direction) | Lines.Ray(square, back)).Without(edges);
            line->Mask = line->Inner.Low | line->Inner.High;
            line->Magic = MagicSearch.Find(line->Mask);
            line->Attacks = BitboardTable.Allocate(LineIndex.UsesPext ? 1 << BitOperations.PopCount(line->Mask) : LineStates);
            foreach (var occupied in Subsets(line->Inner))
            {
                line->Attacks[LineIndex.Of(line->Merge(occupied), line->Mask, line->Magic)] = Walk(square, occupied, direction, back);
            }
        }

        return lines;
    }

    private static IEnumerable<Bitboard> Subsets(Bitboard squares)
    {
        var low = 0UL;
        do
        {
            var high = 0UL;
            do
            {
                yield return new Bitboard(low, high);
                high = (high - squares.High) & squares.High;
            } while (high != 0);
            low = (low - squares.Low) & squares.Low;
        } while (low != 0);
    }

    /// <summary>The slow way: square by square until something stands in the way.</summary>
    internal static Bitboard Walk(int square, Bitboard occupied, params ReadOnlySpan<Direction> directions)
    {
        var targets = Bitboard.Empty;
        foreach (var direction in directions)
        {
            for (var target = direction.From(square); target >= 0; target = direction.From(target))
            {
                targets |= Bitboard.Of(target);
                if (occupied.Has(target))
                {
                    break;
                }
            }
        }

        return targets;
    }
}
