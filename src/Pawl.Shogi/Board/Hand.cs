using System.Runtime.CompilerServices;

namespace Pawl.Shogi.Board;

/// <summary>The pieces a player holds: eight bits a type, the count of type <c>t</c> at bit <c>8 t</c>, so types 1 to 7 fill bytes 1 to 7.</summary>
public readonly record struct Hand(ulong Bits)
{
    public static Hand Empty => default;

    public bool IsEmpty => Bits == 0;

    /// <value>0 to 38.</value>
    public int Total
    {
        get
        {
            var total = 0;
            for (var bits = Bits; bits != 0; bits >>= 8)
            {
                total += (int)(bits & 255);
            }

            return total;
        }
    }

    /// <param name="type">One that <see cref="PieceTypes.CanBeHeld"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Count(PieceType type) => (byte)(Bits >> ((int)type * 8));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Has(PieceType type) => Count(type) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Hand With(PieceType type, int count = 1) => new(Bits + ((ulong)count << ((int)type * 8)));

    /// <param name="type">A type of which at least one is held.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Hand Without(PieceType type) => new(Bits - (1UL << ((int)type * 8)));

    /// <returns>True when this hand has at least as many of every type as the other.</returns>
    public bool Covers(Hand other)
    {
        // no count reaches 128, so a borrow into the guard bit of a byte shows a type that falls short
        const ulong Guards = 0x8080808080808080;
        return (((Bits | Guards) - other.Bits) & Guards) == Guards;
    }
}
