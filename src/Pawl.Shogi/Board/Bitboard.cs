using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pawl.Shogi.Board;

/// <summary>
/// A set of squares. Files 1 to 7 (squares 0 to 62) are the low bits of <paramref name="Low"/>, files 8 and 9 (squares 63 to 80) the low bits of
/// <paramref name="High"/>: no file straddles the two words, and the words of a line that runs across the board can be merged with an OR.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct Bitboard(ulong Low, ulong High)
{
    /// <summary>Squares in the low word.</summary>
    public const int LowCount = 63;
    private const ulong LowMask = (1UL << LowCount) - 1;
    private const ulong HighMask = (1UL << 18) - 1;

    /// <summary>Bit 0 of each of seven files.</summary>
    private const ulong RankOneLow = 0x0040_2010_0804_0201;
    private const ulong RankOneHigh = 0x201;

    public static Bitboard Empty => default;

    public static Bitboard Full => new(LowMask, HighMask);

    public bool IsEmpty
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (Low | High) == 0;
    }

    public int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => BitOperations.PopCount(Low) + BitOperations.PopCount(High);
    }

    /// <summary>Two or more squares.</summary>
    public bool IsSeveral
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (Low & (Low - 1)) != 0 || (High & (High - 1)) != 0 || (Low != 0 && High != 0);
    }

    /// <value>The index of the first square. Has no meaning for the empty set.</value>
    public int First
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Low != 0 ? BitOperations.TrailingZeroCount(Low) : LowCount + BitOperations.TrailingZeroCount(High);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bitboard Of(int square) =>
        square < LowCount ? new Bitboard(1UL << square, 0) : new Bitboard(0, 1UL << (square - LowCount));

    /// <param name="rank">1 to 9.</param>
    public static Bitboard Rank(int rank) => new(RankOneLow << (rank - 1), RankOneHigh << (rank - 1));

    /// <param name="file">1 to 9.</param>
    public static Bitboard File(int file) => file <= 7 ? new(511UL << ((file - 1) * 9), 0) : new(0, 511UL << ((file - 8) * 9));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Has(int square) => square < LowCount ? ((Low >> square) & 1) != 0 : ((High >> (square - LowCount)) & 1) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Meets(Bitboard other) => ((Low & other.Low) | (High & other.High)) != 0;

    /// <summary>This set without the squares of the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Bitboard Without(Bitboard other) => new(Low & ~other.Low, High & ~other.High);

    /// <summary>The set without its <see cref="First"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Bitboard WithoutFirst() => Low != 0 ? new(Low & (Low - 1), High) : new(0, High & (High - 1));

    /// <summary>Every square one file up (towards file 9); what leaves the board is dropped.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Bitboard FileUp() => new((Low << 9) & LowMask, ((High << 9) | (Low >> 54)) & HighMask);

    /// <summary>Every square one file down (towards file 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Bitboard FileDown() => new((Low >> 9) | ((High & 511) << 54), High >> 9);

    /// <summary>Every square one rank up in number: towards rank 9.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Bitboard RankUp() => new((Low << 1) & ~RankOneLow & LowMask, (High << 1) & ~RankOneHigh & HighMask);

    /// <summary>Every square one rank down in number: towards rank 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Bitboard RankDown() => new((Low & ~RankOneLow) >> 1, (High & ~RankOneHigh) >> 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bitboard operator |(Bitboard left, Bitboard right) => new(left.Low | right.Low, left.High | right.High);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bitboard operator &(Bitboard left, Bitboard right) => new(left.Low & right.Low, left.High & right.High);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bitboard operator ^(Bitboard left, Bitboard right) => new(left.Low ^ right.Low, left.High ^ right.High);

    /// <summary>The squares of the board that are not in the set.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bitboard operator ~(Bitboard set) => new(~set.Low & LowMask, ~set.High & HighMask);
}
