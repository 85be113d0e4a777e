using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pawl.Shogi.Board;
using Pawl.Shogi.Games;
using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Search;

// Margins and depths of pruning are set by hand.
public sealed partial class Searcher
{
    /// <summary>Positions further back than this are not looked at for a repetition.</summary>
    private const int LongestCycle = 40;

    /// <summary>Nodes between two looks at the clock: about a millisecond.</summary>
    private const int ClockMask = 511;
    private const int MostTried = 64;

    /// <param name="cut">A move that fails high is expected.</param>
    /// <returns>The score for the side to move; at most alpha or at least beta when it lies outside.</returns>
    private int Search(int alpha, int beta, int depth, int ply, bool cut)
    {
        if (depth <= 0)
        {
            return Quiesce(alpha, beta, 0, ply);
        }

        _lineEnds[ply] = ply;
        if (!Visit(ply))
        {
            return 0;
        }

        var inCheck = EnterNode();
        if (IsSettled(ply, inCheck, out var settled))
        {
            return settled;
        }

        alpha = Math.Max(alpha, Score.MatedIn(ply));
        beta = Math.Min(beta, Score.MateIn(ply + 1));
        if (alpha >= beta)
        {
            return alpha;
        }

        var isPv = beta - alpha > 1;
        var isFound = _table.TryFind(_position.Key, out var found);
        if (isFound && !isPv && found.Depth >= depth && Cuts(found, alpha, beta, ply, out var known))
        {
            return known;
        }

        var evaluation = Judge(inCheck, isFound, found, ply, out var raw);
        var isImproving = !inCheck && ply >= 2 && evaluation > _evaluations[ply - 2];
        if (!isPv && !inCheck && !Score.IsMate(beta))
        {
            if (TryPrune(alpha, beta, depth, ply, cut, evaluation, isImproving, out var pruned))
            {
                return pruned;
            }
        }

        if (depth >= 5 && !inCheck && (isPv || cut) && found.Move == Move.None)
        {
            depth--;
        }

        return SearchMoves(alpha, beta, depth, ply, cut, new Node(isPv, inCheck, isImproving, evaluation, raw, found.Move));
    }

    private int SearchMoves(int alpha, int beta, int depth, int ply, bool cut, Node node)
    {
        var checks = default(CheckInfo);
        checks.Prepare(_position);
        var before = _actors[ply - 1];
        var slot = _moves.AsSpan(ply * MovesOfPly, MovesOfPly);
        var picker = new MovePicker(_position, _memory, checks, slot, node.InCheck, node.Known, ply, before, tacticalOnly: false);
        var tried = default(TriedMoves);
        var triedCount = 0;
        var first = alpha;
        var best = -Score.Infinite;
        var bestMove = Move.None;
        var count = 0;
        var side = _position.SideToMove;
        for (var move = picker.Next(); move != Move.None; move = picker.Next())
        {
            count++;
            var isQuiet = !picker.IsTactical(move);
            var givesCheck = checks.GivesCheck(_position, move);
            var actor = MoveMemory.ActorOf(_position, move);
            var history = isQuiet ? _memory.Of(side, before, actor) : 0;
            if (best > -Score.LeastMate && !node.IsPv && !node.InCheck && !givesCheck)
            {
                if (isQuiet && IsHopeless(alpha, depth, count, history, node, out var skipsAll))
                {
                    if (skipsAll)
                    {
                        picker.SkipQuiet();
                    }

                    continue;
                }

                if (depth <= 7 && !Exchange.IsAtLeast(_position, move, isQuiet ? -60 * depth : -150 * depth))
                {
                    continue;
                }
            }

            var extension = givesCheck && ply < 2 * _rootDepth && Exchange.IsAtLeast(_position, move, 0) ? 1 : 0;
            var next = depth - 1 + extension;
            var reduction = ReductionOf(depth, count, isQuiet, givesCheck, cut, history, picker.IsLate, node);
            _actors[ply] = actor;
            _position.Do(move);
            var score = SearchChild(alpha, beta, next, reduction, ply, cut, count == 1, node.IsPv);
            _position.Undo();
            if (_isStopped)
            {
                return 0;
            }

            if (score > best)
            {
                best = score;
                if (score > alpha)
                {
                    bestMove = move;
                    alpha = score;
                    if (node.IsPv)
                    {
                        KeepLine(ply, move);
                    }

                    if (score >= beta)
                    {
                        break;
                    }
                }
            }

            if (isQuiet && triedCount < MostTried)
            {
                tried[triedCount++] = move;
            }
        }

        if (count == 0)
        {
            // no legal move loses, in check or not
            return Score.MatedIn(ply);
        }

        if (best >= beta && !picker.IsTactical(bestMove))
        {
            Learn(bestMove, ply, before, depth, tried[..triedCount]);
        }

        var bound =
            best >= beta ? Bound.Lower
            : alpha > first ? Bound.Exact
            : Bound.Upper;
        _table.Store(_position.Key, bestMove, Score.FromRoot(best, ply), node.Raw, depth, bound);
        return best;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int SearchChild(int alpha, int beta, int next, int reduction, int ply, bool cut, bool isFirst, bool isPv)
    {
        if (isFirst)
        {
            return -Search(-beta, -alpha, next, ply + 1, !isPv && !cut);
        }

        var score = -Search(-alpha - 1, -alpha, Math.Max(next - reduction, Math.Min(next, 1)), ply + 1, true);
        if (score > alpha && reduction > 0)
        {
            score = -Search(-alpha - 1, -alpha, next, ply + 1, !cut);
        }

        return isPv && score > alpha && score < beta ? -Search(-beta, -alpha, next, ply + 1, false) : score;
    }

    /// <summary>Counts the node.</summary>
    /// <returns>False when the search is to end.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Visit(int ply)
    {
        if (_isStopped)
        {
            return false;
        }

        if (_nodes >= _limits.Nodes || ((_nodes & ClockMask) == 0 && (_clock.IsStopped || _clock.IsPastHard)))
        {
            _isStopped = true;
            return false;
        }

        _nodes++;
        _deepest = Math.Max(_deepest, ply);
        return true;
    }

    /// <summary>Notes whether the side to move is in check.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool EnterNode()
    {
        var inCheck = _position.InCheck;
        _wasInCheck[_position.Plies] = inCheck;
        return inCheck;
    }

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

    private static bool Cuts(in TranspositionTable.Found found, int alpha, int beta, int ply, out int score)
    {
        score = Score.FromNode(found.Score, ply);
        return found.Bound switch
        {
            Bound.Exact => true,
            Bound.Lower => score >= beta,
            Bound.Upper => score <= alpha,
            _ => false,
        };
    }

    /// <param name="raw">The evaluation alone, as the table keeps it.</param>
    /// <returns>The evaluation, or the table's score where that says more.</returns>
    private int Judge(bool inCheck, bool isFound, in TranspositionTable.Found found, int ply, out int raw)
    {
        if (inCheck)
        {
            raw = 0;
            // two plies on, "better than here" is then always true
            _evaluations[ply] = ply >= 2 ? _evaluations[ply - 2] : 0;
            return _evaluations[ply];
        }

        raw = isFound ? found.Evaluation : Evaluator.Evaluate(_position);
        _evaluations[ply] = raw;
        if (isFound && !Score.IsMate(found.Score))
        {
            var isSharper = found.Score > raw ? found.Bound != Bound.Upper : found.Bound != Bound.Lower;
            return isSharper ? found.Score : raw;
        }

        return raw;
    }

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

    private void Learn(Move best, int ply, int before, int depth, ReadOnlySpan<Move> tried)
    {
        var bonus = Math.Min(32 * depth * depth, 1600);
        _memory.Reward(_position, best, ply, before, bonus);
        foreach (var move in tried)
        {
            if (move != best)
            {
                _memory.Adjust(_position, move, before, -bonus);
            }
        }
    }

    /// <summary>The line from this ply on is the move and the line below it.</summary>
    private void KeepLine(int ply, Move move)
    {
        const int Width = Score.MostPlies + 2;
        _lines[(ply * Width) + ply] = move;
        var end = Math.Max(_lineEnds[ply + 1], ply + 1);
        _lines.AsSpan(((ply + 1) * Width) + ply + 1, end - ply - 1).CopyTo(_lines.AsSpan((ply * Width) + ply + 1));
        _lineEnds[ply] = end;
    }

    /// <summary>What is known of a node before its moves are tried.</summary>
    /// <param name="Evaluation">Or a table's score that says more.</param>
    /// <param name="Raw">The evaluation alone.</param>
    /// <param name="Known">The table's move, unchecked.</param>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Node(bool IsPv, bool InCheck, bool IsImproving, int Evaluation, int Raw, Move Known);

    [InlineArray(MostTried)]
    private struct TriedMoves
    {
        private Move _first;
    }
}
