using System.Runtime.InteropServices;

namespace Pawl.Shogi.Board;

/// <summary>
/// Random 64-bit numbers whose XOR names a position (Zobrist, "A New Hashing Method with Application for Game Playing", 1970). They are the same in
/// every process: SplitMix64 (Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014) from a fixed seed.
/// </summary>
internal static unsafe class Zobrist
{
    private const int PieceValues = 32;
    private const int HeldTypes = 8;

    /// <summary>More than a hand can hold of one type.</summary>
    private const int HeldCounts = 32;

    /// <summary>(32 pieces, 81 squares).</summary>
    private static readonly ulong* OnBoard = Fill(PieceValues * Square.Count, 0x50617766_5A6F6272);

    /// <summary>(2 players, 8 types, 32 counts): the number of having at least that many.</summary>
    private static readonly ulong* InHand = Fill(2 * HeldTypes * HeldCounts, 0x48616E64_5061776C);

    /// <summary>Is in the key when White is to move.</summary>
    public const ulong WhiteToMove = 0x9D39247E33776D41;

    public static ulong Of(Piece piece, int square) => OnBoard[((int)piece * Square.Count) + square];

    /// <param name="count">The key of a hand with <c>n</c> of a type holds the numbers of 1 to <c>n</c>, so that one more or less is one XOR.</param>
    public static ulong OfHeld(int color, int type, int count) => InHand[((((color * HeldTypes) + type) * HeldCounts) + count)];

    private static ulong* Fill(int count, ulong seed)
    {
        var numbers = (ulong*)NativeMemory.Alloc((nuint)count, sizeof(ulong));
        for (var index = 0; index < count; index++)
        {
            seed += 0x9E3779B97F4A7C15;
            var mixed = seed;
            mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            numbers[index] = mixed ^ (mixed >> 31);
        }

        return numbers;
    }
}
