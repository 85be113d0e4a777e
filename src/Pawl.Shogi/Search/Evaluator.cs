using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pawl.Shogi.Attacks;
using Pawl.Shogi.Board;

namespace Pawl.Shogi.Search;

/// <summary>
/// Judges a quiet position by material in play and in hand, places of pieces seen from both kings, free paths of sliding pieces, and the danger both kings
/// are in. Numbers without another source are set by hand. Allocates nothing.
/// </summary>
internal static class Evaluator
{
    /// <summary>Having the move.</summary>
    private const int Tempo = 25;

    /// <summary>Danger, in <see cref="AttackUnits"/>, from which on a king counts as lost; beyond it nothing grows.</summary>
    private const int MostDanger = 56;

    /// <summary>What an attack on one square next to the king counts, by way of moving.</summary>
    private static ReadOnlySpan<byte> AttackUnits => [1, 1, 2, 3, 4, 3, 4, 4, 5, 0];

    /// <summary>Each held piece that could be dropped on an unguarded square next to the king, by type.</summary>
    private static ReadOnlySpan<byte> HandUnits => [0, 0, 1, 1, 3, 2, 4, 4];

    /// <summary>Centipawns for each square a piece reaches, by way of moving.</summary>
    private static ReadOnlySpan<byte> Mobility => [0, 3, 0, 0, 0, 6, 5, 4, 3, 0];

    /// <returns>Centipawns, positive when the side to move stands better, within <see cref="Score.MostEvaluation"/>.</returns>
    public static int Evaluate(Position position)
    {
        var black = default(Side);
        var white = default(Side);
        black.Count(position, 0);
        white.Count(position, 1);
        var score = black.Worth - white.Worth;
        score += Danger(position, 1, white, black) - Danger(position, 0, black, white);
        score = position.SideToMove == Color.Black ? score : -score;
        return Math.Clamp(score + Tempo, -Score.MostEvaluation, Score.MostEvaluation);
    }

    /// <returns>Centipawns lost by the player whose king it is.</returns>
    private static int Danger(Position position, int color, in Side own, in Side other)
    {
        var king = position.KingIndex(color);
        if (king == Square.Count)
        {
            return 0;
        }

        var ring = StepAttacks.King(king);
        var occupied = position.OccupiedBy(0) | position.OccupiedBy(1);
        var unguarded = ring.Without(own.Attacks);
        var attacked = ring & other.Attacks;
        var units = other.Units + (3 * (unguarded & attacked).Count);

        // what can be dropped safely: an empty square the king alone guards, or none
        var open = (unguarded & ~occupied).Count;
        if (open > 0)
        {
            var hand = position.Hand((Color)(color ^ 1));
            var held = 0;
            for (var type = PieceType.Lance; type <= PieceType.Gold; type++)
            {
                var count = hand.Count(type);
                held += count == 0 ? 0 : HandUnits[(int)type] + (count > 1 ? HandUnits[(int)type] / 2 : 0);
            }

            units += held * (2 + Math.Min(open, 4)) / (other.Units > 0 ? 4 : 8);
        }

        var free = ring.Without(other.Attacks).Without(position.OccupiedBy(color)).Count;
        if (free < 2 && other.Units > 0)
        {
            units += 2 * (2 - free);
        }

        units = Math.Min(units, MostDanger);
        return units * units * 3 / 5;
    }

    /// <summary>One player's part.</summary>
    [StructLayout(LayoutKind.Auto)]
    private struct Side
    {
        /// <summary>Centipawns.</summary>
        public int Worth;

        /// <summary>Against the ring of the other king.</summary>
        public int Units;

        /// <summary>Every square a piece but the king attacks.</summary>
        public Bitboard Attacks;

        public void Count(Position position, int color)
        {
            var turn = color == 0 ? 0 : Square.Count - 1;
            var king = position.KingIndex(color);
            var enemyKing = position.KingIndex(color ^ 1);
            var ring = enemyKing == Square.Count ? Bitboard.Empty : StepAttacks.King(enemyKing);
            var ownPlace = king == Square.Count ? -1 : Math.Abs(turn - king);
            var enemyPlace = enemyKing == Square.Count ? -1 : Math.Abs(turn - enemyKing);
            var occupied = position.OccupiedBy(0) | position.OccupiedBy(1);
            var sets = color * MoveClass.Count;
            var pawns = position.Set(sets);
            Attacks = PieceAttacks.OfPawns(pawns, color);
            Units = (Attacks & ring).Count * AttackUnits[MoveClass.Pawn];
            for (; !pawns.IsEmpty; pawns = pawns.WithoutFirst())
            {
                Place(PieceType.Pawn, Math.Abs(turn - pawns.First), ownPlace, enemyPlace);
            }

            for (var kind = MoveClass.Lance; kind <= MoveClass.Dragon; kind++)
            {
                for (var pieces = position.Set(sets + kind); !pieces.IsEmpty; pieces = pieces.WithoutFirst())
                {
                    var square = pieces.First;
                    var attacks = PieceAttacks.Of(kind, color, square, occupied);
                    Attacks |= attacks;
                    Units += (attacks & ring).Count * AttackUnits[kind];
                    Worth += Mobility[kind] == 0 ? 0 : attacks.Count * Mobility[kind];
                    Place(position[new Square(square)].Type(), Math.Abs(turn - square), ownPlace, enemyPlace);
                }
            }

            if (ownPlace >= 0)
            {
                Worth += KingRelations.OfKing(ownPlace);
            }

            AddHand(position.Hand((Color)color));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Place(PieceType type, int square, int ownKing, int enemyKing)
        {
            Worth += PieceValues.OnBoard(type);
            if (ownKing >= 0)
            {
                Worth += KingRelations.OfDefence(type, ownKing, square);
            }

            if (enemyKing >= 0)
            {
                Worth += KingRelations.OfAttack(type, enemyKing, square);
            }
        }

        private void AddHand(Hand hand)
        {
            if (hand.IsEmpty)
            {
                return;
            }

            for (var type = PieceType.Pawn; type <= PieceType.Gold; type++)
            {
                Worth += hand.Count(type) * PieceValues.InHand(type);
            }
        }
    }
}
