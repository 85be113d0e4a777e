using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pawl.Shogi.Board;

namespace Pawl.Shogi.Moves;

[StructLayout(LayoutKind.Sequential)]
internal readonly struct BlackSide : ISide
{
    public static int Us => 0;

    public static Bitboard PromotionZone => new(0x01C0_E070_381C_0E07, 0xE07);

    public static Bitboard LastRank => new(0x0040_2010_0804_0201, 0x201);

    public static Bitboard LastTwoRanks => new(0x00C0_6030_180C_0603, 0x603);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bitboard Forward(Bitboard squares) => squares.RankDown();

    public static int Behind(int square) => square + 1;
}
