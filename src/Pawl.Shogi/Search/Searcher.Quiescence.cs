using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Search;

public sealed partial class Searcher
{
    /// <summary>A capture must bring the score within this of alpha to be looked at, centipawns.</summary>
    private const int DeltaMargin = 250;

    /// <summary>
    /// Plays on until nothing is to be captured: captures and promotions that do not lose material, checks at the first ply, every evasion in check. The side to
    /// move may also stop, unless it is in check.
    /// </summary>
    /// <param name="depth">0 at the first ply, then -1, -2, ...</param>
    private int Quiesce(int alpha, int beta, int depth, int ply)
    {
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

        var isPv = beta - alpha > 1;
        var tableDepth = depth == 0 || inCheck ? 0 : -1;
        var isFound = _table.TryFind(_position.Key, out var found);
        if (isFound && !isPv && found.Depth >= tableDepth && Cuts(found, alpha, beta, ply, out var known))
        {
            return known;
        }

        var best = -Score.Infinite;
        var raw = 0;
        if (!inCheck)
        {
            best = Judge(inCheck, isFound, found, ply, out raw);
            if (best >= beta)
            {
                if (!isFound)
                {
                    _table.Store(_position.Key, Move.None, best, raw, tableDepth, Bound.Lower);
                }

                return best;
            }
        }

        var first = alpha;
        var standing = best;
        alpha = Math.Max(alpha, best);
        var checks = default(CheckInfo);
        checks.Prepare(_position);
        var before = _actors[ply - 1];
        var slot = _moves.AsSpan(ply * MovesOfPly, MovesOfPly);
        var picker = new MovePicker(_position, _memory, checks, slot, inCheck, found.Move, ply, before, tacticalOnly: true);
        var bestMove = Move.None;
        var count = 0;
        for (var move = picker.Next(); move != Move.None; move = picker.Next())
        {
            count++;
            if (!inCheck && IsTooLittle(move, standing, alpha) && !checks.GivesCheck(_position, move))
            {
                continue;
            }

            if (inCheck && count > 3 && best > -Score.LeastMate && !picker.IsTactical(move))
            {
                // king moves and interpositions beyond the likeliest seldom save what those did not
                continue;
            }

            if (TryMove(move, ref alpha, beta, ref best, ref bestMove, depth, ply))
            {
                break;
            }
        }

        if (!_isStopped && inCheck && count == 0)
        {
            return Score.MatedIn(ply);
        }

        if (!_isStopped && !inCheck && depth == 0 && best < beta)
        {
            TryChecks(ref alpha, beta, ref best, ref bestMove, ply, checks);
        }

        if (_isStopped)
        {
            return 0;
        }

        var bound =
            best >= beta ? Bound.Lower
            : alpha > first && best > standing ? Bound.Exact
            : Bound.Upper;
        _table.Store(_position.Key, bestMove, Score.FromRoot(best, ply), raw, tableDepth, bound);
        return best;
    }

    private bool IsTooLittle(Move move, int standing, int alpha)
    {
        var captured = _position[move.To].Type();
        var gain = captured == PieceType.None ? 0 : PieceValues.OfCapture(captured);
        gain += move.IsPromotion ? PieceValues.OfPromotion(_position[move.From].Type()) : 0;
        return standing + gain + DeltaMargin <= alpha;
    }

    /// <summary>Quiet checks that do not lose the piece.</summary>
    private void TryChecks(ref int alpha, int beta, ref int best, ref Move bestMove, int ply, in CheckInfo checks)
    {
        var slot = _moves.AsSpan(ply * MovesOfPly, MovesOfPly);
        var lister = new StagedLister(_position, slot);
        lister.AddQuietChecks(checks);
        for (var index = 0; index < lister.Count; index++)
        {
            var move = slot[index].Move;
            if (
                checks.IsLegal(_position, move)
                && Exchange.IsAtLeast(_position, move, 0)
                && TryMove(move, ref alpha, beta, ref best, ref bestMove, 0, ply)
            )
            {
                return;
            }
        }
    }

    /// <returns>True when nothing more is to be tried.</returns>
    private bool TryMove(Move move, ref int alpha, int beta, ref int best, ref Move bestMove, int depth, int ply)
    {
        _actors[ply] = MoveMemory.ActorOf(_position, move);
        _position.Do(move);
        var score = -Quiesce(-beta, -alpha, depth - 1, ply + 1);
        _position.Undo();
        if (_isStopped)
        {
            return true;
        }

        if (score > best)
        {
            best = score;
            if (score > alpha)
            {
                alpha = score;
                bestMove = move;
                KeepLine(ply, move);
            }
        }

        return best >= beta;
    }
}
