using Pawl.Shogi.Attacks;
using Pawl.Shogi.Board;

namespace Pawl.Shogi.Moves;

/// <summary>
/// Legal moves the obvious way: every move a piece could make, tried on the board, square by square, with no table and no bitboard. It is what
/// <see cref="LegalMoves"/> is tested against.
/// </summary>
internal static class ReferenceMoves
{
    public static List<Move> Legal(Position position)
    {
        var legal = new List<Move>();
        foreach (var move in PseudoLegal(position))
        {
            if (IsSafe(position, move) && !IsMateByPawnDrop(position, move))
            {
                legal.Add(move);
            }
        }

        return legal;
    }

    /// <summary>The player's king is attacked.</summary>
    public static bool IsInCheck(Position position, Color color)
    {
        if (position.King(color) is not { } king)
        {
            return false;
        }

        for (var index = 0; index < Square.Count; index++)
        {
            var piece = position[new Square(index)];
            if (piece.IsOf(color.Opponent()) && Targets(position, index, piece).Contains(king.Index))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<Move> PseudoLegal(Position position)
    {
        var us = position.SideToMove;
        for (var index = 0; index < Square.Count; index++)
        {
            var from = new Square(index);
            var piece = position[from];
            if (piece.IsOf(us))
            {
                foreach (var target in Targets(position, index, piece).Where(target => !position[new Square(target)].IsOf(us)))
                {
                    var to = new Square(target);
                    if (piece.Type().CanPromote() && (from.IsPromotionZone(us) || to.IsPromotionZone(us)))
                    {
                        yield return Move.Of(from, to, promotion: true);
                    }

                    if (CanStandOn(piece.Type(), to, us))
                    {
                        yield return Move.Of(from, to);
                    }
                }
            }
            else if (piece == Piece.None)
            {
                foreach (var type in PieceTypes.InHandOrder)
                {
                    if (
                        position.Hand(us).Has(type)
                        && CanStandOn(type, from, us)
                        && !(type == PieceType.Pawn && HasPawnOnFile(position, from.File, us))
                    )
                    {
                        yield return Move.Drop(type, from);
                    }
                }
            }
        }
    }

    private static List<int> Targets(Position position, int from, Piece piece)
    {
        var targets = new List<int>();
        foreach (var step in Direction.StepsOf(piece.Type()))
        {
            if (step.For(piece.Color()).From(from) is var target && target >= 0)
            {
                targets.Add(target);
            }
        }

        foreach (var slide in Direction.SlidesOf(piece.Type()))
        {
            var direction = slide.For(piece.Color());
            for (var target = direction.From(from); target >= 0; target = direction.From(target))
            {
                targets.Add(target);
                if (position[new Square(target)] != Piece.None)
                {
                    break;
                }
            }
        }

        return targets;
    }

    private static bool CanStandOn(PieceType type, Square square, Color color) =>
        type switch
        {
            PieceType.Pawn or PieceType.Lance => square.RankFor(color) > 1,
            PieceType.Knight => square.RankFor(color) > 2,
            _ => true,
        };

    private static bool HasPawnOnFile(Position position, int file, Color color)
    {
        for (var rank = 1; rank <= 9; rank++)
        {
            if (position[Square.Of(file, rank)] == Pieces.Of(color, PieceType.Pawn))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSafe(Position position, Move move)
    {
        var us = position.SideToMove;
        position.Do(move);
        var safe = !IsInCheck(position, us);
        position.Undo();
        return safe;
    }

    private static bool IsMateByPawnDrop(Position position, Move move)
    {
        if (!move.IsDrop || move.DropType != PieceType.Pawn)
        {
            return false;
        }

        position.Do(move);
        // a pawn drop cannot answer the check of a pawn next to the king, so the answers need no look at mate by pawn drop in turn
        var mate = IsInCheck(position, position.SideToMove) && !PseudoLegal(position).Any(answer => IsSafe(position, answer));
        position.Undo();
        return mate;
    }
}
