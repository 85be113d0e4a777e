using System.Runtime.InteropServices;
using Pawl.Shogi.Board;

namespace Pawl.Shogi.Attacks;

/// <summary>A step on the board.</summary>
/// <param name="Files">Files up in number: for Black, to the left.</param>
/// <param name="Ranks">Ranks up in number: for Black, backwards.</param>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct Direction(int Files, int Ranks)
{
    public static Direction[] Orthogonal { get; } = [new(0, -1), new(0, 1), new(1, 0), new(-1, 0)];

    public static Direction[] Diagonal { get; } = [new(1, -1), new(-1, -1), new(1, 1), new(-1, 1)];

    public static Direction[] All { get; } = [.. Orthogonal, .. Diagonal];

    private static Direction[] KnightSteps { get; } = [new(1, -2), new(-1, -2)];

    private static Direction[] SilverSteps { get; } = [new(0, -1), .. Diagonal];

    private static Direction[] GoldSteps { get; } = [.. Orthogonal, new(1, -1), new(-1, -1)];

    /// <summary>Steps a type makes once, seen by Black; sliding is in <see cref="SlidesOf"/>.</summary>
    public static Direction[] StepsOf(PieceType type) =>
        type switch
        {
            PieceType.Pawn => [new(0, -1)],
            PieceType.Knight => KnightSteps,
            PieceType.Silver => SilverSteps,
            PieceType.King => All,
            PieceType.Horse => Orthogonal,
            PieceType.Dragon => Diagonal,
            _ when type.MovesAsGold() => GoldSteps,
            _ => [],
        };

    /// <summary>Directions a type goes any distance in, seen by Black.</summary>
    public static Direction[] SlidesOf(PieceType type) =>
        type switch
        {
            PieceType.Lance => [new(0, -1)],
            PieceType.Bishop or PieceType.Horse => Diagonal,
            PieceType.Rook or PieceType.Dragon => Orthogonal,
            _ => [],
        };

    /// <summary>The same step as the given player makes it.</summary>
    public Direction For(Color color) => color == Color.Black ? this : new(-Files, -Ranks);

    /// <returns>The index of the square reached, or -1 beyond the edge.</returns>
    public int From(int square)
    {
        var file = (square / 9) + Files;
        var rank = (square % 9) + Ranks;
        return file is >= 0 and < 9 && rank is >= 0 and < 9 ? (file * 9) + rank : -1;
    }
}
