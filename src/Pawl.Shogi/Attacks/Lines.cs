using System.Runtime.CompilerServices;
using Pawl.Shogi.Board;

namespace Pawl.Shogi.Attacks;

/// <summary>Straight lines through two squares: empty where no rook or bishop could go from one to the other.</summary>
internal static unsafe class Lines
{
    /// <summary>(81, 81).</summary>
    private static readonly Bitboard* BetweenTable = BitboardTable.Fill(
        Square.Count * Square.Count,
        index => BetweenSquares(index / Square.Count, index % Square.Count)
    );

    /// <summary>(81, 81).</summary>
    private static readonly Bitboard* ThroughTable = BitboardTable.Fill(
        Square.Count * Square.Count,
        index => ThroughSquares(index / Square.Count, index % Square.Count)
    );

    /// <summary>The squares strictly between the two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bitboard Between(int first, int second) => BetweenTable[(uint)((first * Square.Count) + second)];

    /// <summary>The whole line from edge to edge, both squares included.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bitboard Through(int first, int second) => ThroughTable[(uint)((first * Square.Count) + second)];

    /// <summary>Squares reached going one way until the edge, without the first.</summary>
    public static Bitboard Ray(int square, Direction direction)
    {
        var ray = Bitboard.Empty;
        for (var target = direction.From(square); target >= 0; target = direction.From(target))
        {
            ray |= Bitboard.Of(target);
        }

        return ray;
    }

    private static Bitboard BetweenSquares(int first, int second)
    {
        var (ray, back) = RaysOf(first, second);
        return ray & back;
    }

    private static Bitboard ThroughSquares(int first, int second)
    {
        var (ray, back) = RaysOf(first, second);
        return ray | back;
    }

    private static (Bitboard Ray, Bitboard Back) RaysOf(int first, int second)
    {
        foreach (var direction in Direction.All)
        {
            var ray = Ray(first, direction);
            if (ray.Has(second))
            {
                return (ray, Ray(second, new Direction(-direction.Files, -direction.Ranks)));
            }
        }

        return (Bitboard.Empty, Bitboard.Empty);
    }
}
