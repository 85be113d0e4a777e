using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Search;

public sealed partial class Searcher
{
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
