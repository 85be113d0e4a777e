namespace Pawl.Shogi.Search;

// Margins and depths are set by hand.
public sealed partial class Searcher
{
    /// <summary>Tries to show without looking at each move that the score lies outside the window.</summary>
    private bool TryPrune(int alpha, int beta, int depth, int ply, bool cut, int evaluation, bool isImproving, out int score)
    {
        score = evaluation;
        if (depth <= 7 && evaluation - (130 * (depth - (isImproving ? 1 : 0))) >= beta && evaluation < Score.MostEvaluation)
        {
            return true;
        }

        if (depth <= 3 && evaluation + 250 + (250 * depth) < alpha)
        {
            score = Quiesce(alpha, beta, 0, ply);
            if (score <= alpha)
            {
                return true;
            }
        }

        return depth >= 3 && evaluation >= beta && ply > _leastPlyOfPass && TryPass(beta, depth, ply, cut, evaluation, out score);
    }

    /// <summary>
    /// Null move (Beal, 1989; Donninger, 1993): who stands above beta even after giving up a move need not look further. Deep down, where such a cut costs most if
    /// the side would rather not move at all, a search without passes has to agree.
    /// </summary>
    private bool TryPass(int beta, int depth, int ply, bool cut, int evaluation, out int score)
    {
        score = 0;
        var reduced = depth - 4 - (depth / 4) - Math.Min((evaluation - beta) / 250, 2);
        var earlierPass = _firstPlyAfterPass;
        if (earlierPass == _position.Plies && ply > 1)
        {
            // two passes in a row lead back here
            return false;
        }

        _actors[ply] = 0;
        _position.DoPass();
        _firstPlyAfterPass = _position.Plies;
        score = -Search(-beta, 1 - beta, reduced, ply + 1, !cut);
        _firstPlyAfterPass = earlierPass;
        _position.UndoPass();
        if (_isStopped || score < beta)
        {
            return _isStopped;
        }

        score = Score.IsMate(score) ? beta : score;
        if (depth < 12 || _leastPlyOfPass > 0)
        {
            return true;
        }

        _leastPlyOfPass = ply + (3 * Math.Max(reduced, 1) / 4);
        var verified = Search(beta - 1, beta, Math.Max(reduced, 1), ply, false);
        _leastPlyOfPass = 0;
        return verified >= beta || _isStopped;
    }

    /// <param name="skipsAll">All other quiet moves are as hopeless.</param>
    private static bool IsHopeless(int alpha, int depth, int count, int history, in Node node, out bool skipsAll)
    {
        skipsAll = depth <= 7 && count > (6 + (2 * depth * depth)) / (node.IsImproving ? 1 : 2);
        if (skipsAll)
        {
            return true;
        }

        skipsAll = depth <= 6 && node.Evaluation + 180 + (140 * depth) <= alpha;
        return skipsAll || (depth <= 4 && history < -3000 * depth);
    }

    private static int ReductionOf(int depth, int count, bool isQuiet, bool givesCheck, bool cut, int history, bool isLate, in Node node)
    {
        if (depth < 3 || count < (node.IsPv ? 4 : 3) || !(isQuiet || isLate))
        {
            return 0;
        }

        var reduction = Reductions.Of(depth, count);
        reduction += cut ? 1 : 0;
        reduction += node.IsImproving ? 0 : 1;
        reduction -= node.IsPv ? 1 : 0;
        reduction -= givesCheck || node.InCheck ? 1 : 0;
        reduction -= history / 8192;
        return Math.Max(reduction, 0);
    }
}
