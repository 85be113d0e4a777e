using System.Runtime.CompilerServices;
using Pawl.Shogi.Board;

namespace Pawl.Shogi.Moves;

/// <summary>Which squares near a king are attacked.</summary>
internal static class KingSafety
{
    /// <param name="targets">Squares the king may step on as far as pawns and the other king go.</param>
    /// <param name="attackers">The opponent's other pieces that could attack one of them.</param>
    /// <param name="by">The opponent.</param>
    /// <param name="occupied">All pieces but the king, which stops no line to the squares behind it.</param>
    /// <returns>The targets that none of the attackers attacks.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Bitboard Safe(Position position, Bitboard targets, Bitboard attackers, int by, Bitboard occupied)
    {
        for (; !attackers.IsEmpty; attackers = attackers.WithoutFirst())
        {
            var square = attackers.First;
            targets = targets.Without(PieceTargets.Of(position[new Square(square)].Type(), by, square, occupied));
        }

        return targets;
    }
}
