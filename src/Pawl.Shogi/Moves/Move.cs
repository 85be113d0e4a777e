using System.Runtime.CompilerServices;
using Pawl.Shogi.Board;

namespace Pawl.Shogi.Moves;

/// <summary>
/// A move in 16 bits: target in bits 0 to 6, origin in bits 7 to 13 (81 to 87 stand for a drop of type 1 to 7), promotion in bit 14.
/// It does not name the piece moved or captured: those follow from the position. The default value is no move.
/// </summary>
public readonly record struct Move(ushort Bits)
{
    private const int FromShift = 7;
    private const int SquareMask = 127;
    private const int DropBase = Square.Count - 1;
    private const int PromotionBit = 1 << 14;

    /// <summary>Holds no move: the target and origin are both 1a, which no piece can do.</summary>
    public static Move None => default;

    public Square To
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Bits & SquareMask);
    }

    /// <value>Where the piece stood. Has no meaning for a drop.</value>
    public Square From
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new((Bits >> FromShift) & SquareMask);
    }

    public bool IsDrop
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (Bits & (SquareMask << FromShift)) >= Square.Count << FromShift;
    }

    /// <value>The type dropped. Has no meaning for a move on the board.</value>
    public PieceType DropType
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (PieceType)(((Bits >> FromShift) & SquareMask) - DropBase);
    }

    public bool IsPromotion
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (Bits & PromotionBit) != 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Move Of(Square from, Square to, bool promotion = false) =>
        new((ushort)(to.Index | (from.Index << FromShift) | (promotion ? PromotionBit : 0)));

    /// <param name="type">One that <see cref="PieceTypes.CanBeHeld"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Move Drop(PieceType type, Square to) => new((ushort)(to.Index | (((int)type + DropBase) << FromShift)));

    /// <param name="text">USI's text, as <c>7g7f</c>, <c>2b3a+</c> or <c>P*5e</c>.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out Move move)
    {
        move = None;
        if (text.Length is not (4 or 5) || !Square.TryParse(text.Slice(2, 2), out var to))
        {
            return false;
        }

        if (text[1] == '*')
        {
            var type = PieceTypes.OfLetter(text[0]);
            move = text.Length == 4 && type.CanBeHeld() ? Drop(type, to) : None;
        }
        else if (Square.TryParse(text[..2], out var from) && from != to && (text.Length == 4 || text[4] == '+'))
        {
            move = Of(from, to, text.Length == 5);
        }

        return move != None;
    }

    /// <returns>USI's text.</returns>
    public override string ToString()
    {
        if (this == None)
        {
            return "none";
        }

        return IsDrop ? $"{DropType.Letter()}*{To}" : $"{From}{To}{(IsPromotion ? "+" : "")}";
    }
}
