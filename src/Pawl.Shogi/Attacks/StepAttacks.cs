using System.Runtime.CompilerServices;
using Pawl.Shogi.Board;

namespace Pawl.Shogi.Attacks;

/// <summary>Targets of one step: what pawn, knight, silver, gold and king attack from each square whatever stands around them.</summary>
internal static unsafe class StepAttacks
{
    /// <summary>(2 players, 10 ways of moving, 81 squares); empty for lance, bishop and rook, the single steps of horse and dragon.</summary>
    private static readonly Bitboard* Table = BitboardTable.Fill(2 * MoveClass.Count * Square.Count, Targets);

    /// <param name="set">A way of moving of <see cref="MoveClass"/>, plus <see cref="MoveClass.Count"/> for White.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bitboard Of(int set, int square) => Table[(uint)((set * Square.Count) + square)];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Bitboard King(int square) => Table[(uint)((MoveClass.King * Square.Count) + square)];

    private static Bitboard Targets(int index)
    {
        var square = index % Square.Count;
        var set = index / Square.Count;
        var type = (set % MoveClass.Count) switch
        {
            MoveClass.Pawn => PieceType.Pawn,
            MoveClass.Knight => PieceType.Knight,
            MoveClass.Silver => PieceType.Silver,
            MoveClass.Gold => PieceType.Gold,
            MoveClass.King => PieceType.King,
            MoveClass.Horse => PieceType.Horse,
            MoveClass.Dragon => PieceType.Dragon,
            _ => PieceType.None,
        };
        var targets = Bitboard.Empty;
        foreach (var step in Direction.StepsOf(type))
        {
            var target = step.For((Color)(set / MoveClass.Count)).From(square);
            if (target >= 0)
            {
                targets |= Bitboard.Of(target);
            }
        }

        return targets;
    }
}
