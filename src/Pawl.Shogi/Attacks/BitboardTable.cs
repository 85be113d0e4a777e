using System.Runtime.InteropServices;
using Pawl.Shogi.Board;

namespace Pawl.Shogi.Attacks;

/// <summary>Tables live outside the managed heap for the life of the process: their addresses are constants to the compiler, and no bounds are checked.</summary>
internal static unsafe class BitboardTable
{
    /// <returns>Room for the sets, all empty.</returns>
    public static Bitboard* Allocate(int count) => (Bitboard*)NativeMemory.AllocZeroed((nuint)count, (nuint)sizeof(Bitboard));

    /// <returns>One set for each index.</returns>
    public static Bitboard* Fill(int count, Func<int, Bitboard> set)
    {
        var table = Allocate(count);
        for (var index = 0; index < count; index++)
        {
            table[index] = set(index);
        }

        return table;
    }
}
