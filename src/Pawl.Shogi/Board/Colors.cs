using System.Runtime.CompilerServices;

namespace Pawl.Shogi.Board;

public static class Colors
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Color Opponent(this Color color) => color ^ Color.White;
}
