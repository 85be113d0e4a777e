using System.Runtime.CompilerServices;

namespace Pawl.Shogi.Board;

/// <summary>
/// One of the 81 squares. File 1 is at Black's right, rank 1 (a) is White's back rank; the index is
/// <c>(file - 1) * 9 + (rank - 1)</c>, so that a file is nine neighbouring bits and "forward" for Black is one index down.
/// </summary>
public readonly record struct Square
{
    public const int Count = 81;

    /// <param name="index">0 to 80.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Square(int index) => Index = (byte)index;

    public byte Index { get; }

    /// <value>1 to 9.</value>
    public int File => (Index / 9) + 1;

    /// <value>1 to 9.</value>
    public int Rank => (Index % 9) + 1;

    /// <param name="file">1 to 9.</param>
    /// <param name="rank">1 to 9.</param>
    public static Square Of(int file, int rank)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(file, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(file, 9);
        ArgumentOutOfRangeException.ThrowIfLessThan(rank, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rank, 9);
        return new Square(((file - 1) * 9) + rank - 1);
    }

    /// <param name="text">USI's two characters, as <c>7g</c>: file 1 to 9, rank a to i.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out Square square)
    {
        var ok = text.Length == 2 && text[0] is >= '1' and <= '9' && text[1] is >= 'a' and <= 'i';
        square = ok ? Of(text[0] - '0', text[1] - 'a' + 1) : default;
        return ok;
    }

    /// <summary>The same square seen from the other side of the board.</summary>
    public Square Rotated() => new(Count - 1 - Index);

    /// <returns>1 to 9 as the given player counts: 1 to 3 are the promotion zone.</returns>
    public int RankFor(Color color) => color == Color.Black ? Rank : 10 - Rank;

    public bool IsPromotionZone(Color color) => RankFor(color) <= 3;

    /// <returns>USI's two characters, as <c>7g</c>.</returns>
    public override string ToString() => $"{File}{(char)('a' + Rank - 1)}";
}
