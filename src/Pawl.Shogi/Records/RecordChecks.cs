using Pawl.Shogi.Board;
using Pawl.Shogi.Games;
using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Records;

/// <summary>Holds a record made by code to what notations can write.</summary>
internal static class RecordChecks
{
    /// <summary>Walks a line and its variations.</summary>
    /// <param name="position">Where the line begins; stands there again afterwards.</param>
    /// <exception cref="ArgumentException">A move is not legal, or a text is no line.</exception>
    public static void Check(RecordLine line, Position position, int depth = 0)
    {
        if (depth > RecordLimits.DeepestVariation || position.Plies + line.Moves.Count > RecordLimits.LongestLine)
        {
            throw new ArgumentException(
                $"expected at most {RecordLimits.LongestLine} moves in a line and {RecordLimits.DeepestVariation} variations within one another"
            );
        }

        var first = position.Plies;
        for (var index = 0; index < line.Moves.Count; index++)
        {
            var move = line.Moves[index];
            CheckVariations(move.Variations, position, depth, isVariationStart: index == 0 && depth > 0);
            CheckNotes(move.Used, move.StatedTotal, move.Comments, move.Bookmarks);
            if (move.IsIllegal)
            {
                CheckIllegal(line, index, position);
                break;
            }

            if (!LegalMoves.IsLegal(position, move.Move))
            {
                throw new ArgumentException(
                    $"move {position.Plies + 1}, {move.Move}, is not legal: {IllegalMoves.WhyNot(position, move.Move)}"
                );
            }

            position.Do(move.Move);
        }

        CheckVariations(line.Continuations, position, depth, isVariationStart: line.Moves.Count == 0 && depth > 0);
        if (line.End is { } end)
        {
            CheckNotes(end.Used, end.StatedTotal, end.Comments, end.Bookmarks);
        }

        while (position.Plies > first)
        {
            position.Undo();
        }
    }

    public static void CheckLines(IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
        {
            if (line.AsSpan().ContainsAny('\r', '\n'))
            {
                throw new ArgumentException($"expected comments and bookmarks as lines, got one with a line break: '{line}'");
            }
        }
    }

    /// <summary>A move that breaks the rules can still be written when the piece it moves is the mover's.</summary>
    public static bool CanBeWritten(Position position, Move move)
    {
        var us = position.SideToMove;
        if (move == Move.None || move.To.Index >= Square.Count)
        {
            return false;
        }

        if (move.IsDrop)
        {
            return move.DropType.CanBeHeld() && position.Hand(us).Has(move.DropType);
        }

        var piece = position[move.From];
        return move.From != move.To && piece.IsOf(us) && (!move.IsPromotion || piece.Type().CanPromote());
    }

    private static void CheckIllegal(RecordLine line, int index, Position position)
    {
        var move = line.Moves[index].Move;
        if (index + 1 < line.Moves.Count || line.End is not { } end || !end.Mark.AllowsIllegalMove() || line.Continuations.Count > 0)
        {
            throw new ArgumentException($"expected the illegal move {move} last, before an end that says so");
        }

        if (!CanBeWritten(position, move) || LegalMoves.IsLegal(position, move))
        {
            throw new ArgumentException($"expected the illegal move {move} to move a piece of the mover's and to break the rules");
        }
    }

    private static void CheckVariations(IReadOnlyList<RecordLine> variations, Position position, int depth, bool isVariationStart)
    {
        if (variations.Count > 0 && isVariationStart)
        {
            throw new ArgumentException("expected variations of a variation's first move beside it, on the line both leave");
        }

        foreach (var variation in variations)
        {
            if (variation.Moves.Count == 0 && variation.End is null)
            {
                throw new ArgumentException("expected a variation with a move or an end");
            }

            Check(variation, position, depth + 1);
        }
    }

    private static void CheckNotes(TimeSpan? used, TimeSpan? total, IReadOnlyList<string> comments, IReadOnlyList<string> bookmarks)
    {
        foreach (var time in (ReadOnlySpan<TimeSpan?>)[used, total])
        {
            if (time is { } value && (value < TimeSpan.Zero || value.TotalHours >= 1000 || value.Ticks % TimeSpan.TicksPerMillisecond != 0))
            {
                throw new ArgumentException($"expected times in whole milliseconds, below 1000 hours, got {value}");
            }
        }

        if (total is not null && used is null)
        {
            throw new ArgumentException("expected a stated total only with the time of the move");
        }

        CheckLines(comments);
        CheckLines(bookmarks);
    }
}
