using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pawl.Shogi.Board;

namespace Pawl.Shogi.Moves;

[StructLayout(LayoutKind.Sequential)]
internal readonly struct WhiteSide : ISide
{
    public static int Us => 1;

    public static Bitboard PromotionZone => new(0x7038_1C0E_0703_81C0, 0x381C0);

    public static Bitboard LastRank => new(0x4020_1008_0402_0100, 0x20100);

    public static Bitboard LastTwoRanks => new(0x6030_180C_0603_0180, 0x30180);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bitboard Forward(Bitboard squares) => squares.RankUp();

    public static int Behind(int square) => square - 1;
}
