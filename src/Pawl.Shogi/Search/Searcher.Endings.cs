using Pawl.Shogi.Board;
using Pawl.Shogi.Games;
using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Search;

/// <summary>What ends a line of the search by the rules.</summary>
public sealed partial class Searcher
{
    /// <summary>Positions further back than this are not looked at for a repetition.</summary>
    private const int LongestCycle = 40;

    /// <summary>The game is over here by a rule, or the search can go no deeper.</summary>
    private bool IsSettled(int ply, bool inCheck, out int score)
    {
        if (IsRepetition(ply, out score))
        {
            return true;
        }

        if (_limits.MaximumMoves > 0 && _position.MoveNumber > _limits.MaximumMoves)
        {
            score = inCheck && !LegalMoves.Any(_position) ? Score.MatedIn(ply) : Score.Draw;
            return true;
        }

        if (CanDeclare())
        {
            score = Score.MateIn(ply + 1);
            return true;
        }

        score = 0;
        if (ply < Score.MostPlies - 1)
        {
            return false;
        }

        score = inCheck ? 0 : Evaluator.Evaluate(_position);
        return true;
    }

    /// <summary>
    /// A position that comes again, once, counts as it would the fourth time: what leads there once can be repeated. Its score is a draw, or a loss for the side
    /// that got there by nothing but checks.
    /// </summary>
    private bool IsRepetition(int ply, out int score)
    {
        score = Score.Draw;
        var plies = _position.Plies;
        var furthest = Math.Min(LongestCycle, plies - _firstPlyAfterPass);
        for (var back = 4; back <= furthest; back += 2)
        {
            if (_position.KeyBefore(back) != _position.Key)
            {
                continue;
            }

            if (AreChecks(plies - back + 1, plies))
            {
                score = ply - Score.Forfeit;
            }
            else if (AreChecks(plies - back + 2, plies))
            {
                score = Score.Forfeit - ply;
            }

            return true;
        }

        return false;
    }

    private bool CanDeclare()
    {
        var us = _position.SideToMove;
        var king = _position.KingIndex((int)us);
        return king < Square.Count
            && Zones.Promotion((int)us).Has(king)
            && EnteringKing.Judge(_position, _limits.EnteringKing) is { } end
            && end.Winner == us;
    }

    private bool AreChecks(int first, int last)
    {
        for (var ply = first; ply <= last; ply += 2)
        {
            if (!_wasInCheck[ply])
            {
                return false;
            }
        }

        return true;
    }
}
