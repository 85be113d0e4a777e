using System.Runtime.CompilerServices;
using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;
using Pawl.Shogi.Search.Mates;

namespace Pawl.Shogi.Search;

/// <summary>
/// Finds moves by iterative deepening of a principal variation search (alpha-beta with null windows; Marsland and Campbell, 1982) over a transposition table.
/// What it learns in one search helps the next, unless <see cref="Forget"/> is called between. One search at a time; the position passed in is not changed.
/// </summary>
/// <remarks>With the same table size, limits without a clock and nothing remembered, the same game so far gives the same move on every machine.</remarks>
public sealed partial class Searcher
{
    /// <summary>Room for the moves of one ply: those of the rules, and those listed before they are known to leave the king in check.</summary>
    private const int MovesOfPly = LegalMoves.Most + 128;

    /// <summary>First width of the window around the last iteration's score, centipawns.</summary>
    private const int FirstWindow = 40;

    /// <summary>From this depth on the window is narrow.</summary>
    private const int LeastWindowDepth = 4;

    /// <summary>One in so many nodes is for mates.</summary>
    private const int MateShare = 10;

    /// <summary>Some tens of milliseconds.</summary>
    private const int MostMateNodes = 20_000;
    private const int MateEntries = 1 << 15;

    private readonly TranspositionTable _table;
    private readonly MateSolver _mates = new(MateEntries);
    private readonly MoveMemory _memory = new();
    private readonly ScoredMove[] _moves = new ScoredMove[(Score.MostPlies + 1) * MovesOfPly];
    private readonly Move[] _lines = new Move[(Score.MostPlies + 2) * (Score.MostPlies + 2)];
    private readonly int[] _lineEnds = new int[Score.MostPlies + 2];
    private readonly int[] _evaluations = new int[Score.MostPlies + 2];

    /// <summary>By ply: who moved where (<see cref="MoveMemory.ActorOf"/>).</summary>
    private readonly int[] _actors = new int[Score.MostPlies + 2];
    private readonly Position _position = Position.Start();
    private readonly List<RootMove> _rootMoves = [];

    /// <summary>By plies done on the position: the side to move was in check.</summary>
    private bool[] _wasInCheck = new bool[1024];
    private SearchLimits _limits = new();
    private SearchClock _clock = new(TimeProvider.System);
    private long _nodes;
    private int _rootDepth;
    private int _deepest;
    private int _firstPlyAfterPass;
    private int _leastPlyOfPass;
    private bool _isStopped;

    /// <param name="hashMegabytes">Size of the transposition table, 1 to 65536, rounded down to a power of two.</param>
    public Searcher(int hashMegabytes)
        : this(TranspositionTable.OfMegabytes(Checked(hashMegabytes))) { }

    internal Searcher(TranspositionTable table) => _table = table;

    /// <summary>Forgets everything learnt, as before a new game.</summary>
    public void Forget()
    {
        _table.Clear();
        _memory.Clear();
    }

    /// <param name="position">With the moves of the game so far done on it, so that repetitions are seen.</param>
    /// <param name="clock">Ends the search from outside.</param>
    /// <param name="report">Called after each iteration, and for a new best line in long ones.</param>
    public SearchResult Search(Position position, SearchLimits limits, SearchClock clock, Action<SearchReport>? report = null)
    {
        ArgumentNullException.ThrowIfNull(position);
        Begin(position, limits, clock);
        if (_rootMoves.Count == 0)
        {
            return new SearchResult(Move.None, Move.None, SearchScore.Of(Score.MatedIn(0)), 0, 0);
        }

        if (FindMate(report) is { } mate)
        {
            return mate;
        }

        var finished = 0;
        for (var depth = 1; depth <= Math.Min(_limits.Depth, SearchLimits.MostDepth) && !_isStopped; depth++)
        {
            _rootDepth = depth;
            Deepen(depth, report);
            if (_isStopped)
            {
                break;
            }

            finished = depth;
            if (_clock.IsPastSoft || IsDecided(depth))
            {
                break;
            }
        }

        var best = _rootMoves[0];
        return new SearchResult(best.Move, ReplyTo(best), SearchScore.Of(ScoreOf(best)), finished, _nodes);
    }

    private static int Checked(int megabytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(megabytes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(megabytes, 65536);
        return megabytes;
    }

    private static int ScoreOf(RootMove move) => move.TrueScore == -Score.Infinite ? 0 : move.TrueScore;

    [SkipLocalsInit]
    private void Begin(Position position, SearchLimits limits, SearchClock clock)
    {
        _limits = limits;
        _clock = clock;
        _position.CopyFrom(position);
        _nodes = 0;
        _deepest = 0;
        _firstPlyAfterPass = 0;
        _leastPlyOfPass = 0;
        _isStopped = false;
        _table.Age();
        _memory.Age();
        RememberChecks();
        _rootMoves.Clear();
        Span<Move> legal = stackalloc Move[LegalMoves.Most];
        foreach (var move in legal[..LegalMoves.Generate(_position, legal)])
        {
            if (limits.RootMoves is null || limits.RootMoves.Contains(move))
            {
                _rootMoves.Add(new RootMove(move, Softening.ShiftOf(limits, _position.Key, move)));
            }
        }
    }

    /// <summary>A share of the nodes goes to a search for mate by nothing but checks, which sees much further than the search of all moves.</summary>
    private SearchResult? FindMate(Action<SearchReport>? report)
    {
        var most = Math.Min(_limits.Nodes / MateShare, MostMateNodes);
        if (most < 1 || _limits.Lines > 1 || _limits.RootMoves is not null || _limits.Depth < SearchLimits.MostDepth)
        {
            return null;
        }

        _mates.Forget();
        var found = _mates.Solve(_position, most, _clock);
        _nodes = found.Nodes;
        var plies = found.Moves.Count;
        if (found.Outcome != MateOutcome.Mate || (_limits.MaximumMoves > 0 && _position.MoveNumber + plies - 1 > _limits.MaximumMoves))
        {
            return null;
        }

        var score = SearchScore.Of(Score.MateIn(plies));
        report?.Invoke(new SearchReport(plies, plies, 1, score, _nodes, _clock.Elapsed, _table.Fullness(), found.Moves));
        return new SearchResult(found.Moves[0], plies > 1 ? found.Moves[1] : Move.None, score, plies, _nodes);
    }

    /// <summary>Notes for every position of the game so far whether it was a check, as perpetual check asks.</summary>
    private void RememberChecks()
    {
        var plies = _position.Plies;
        if (_wasInCheck.Length < plies + Score.MostPlies + 2)
        {
            _wasInCheck = new bool[(plies + Score.MostPlies) * 2];
        }

        var walked = _position.Clone();
        for (var ply = plies; ply >= 0; ply--)
        {
            _wasInCheck[ply] = walked.InCheck;
            if (ply > 0)
            {
                walked.Undo();
            }
        }
    }

    private void Deepen(int depth, Action<SearchReport>? report)
    {
        var lines = Math.Min(_limits.Lines, _rootMoves.Count);
        for (var line = 0; line < lines && !_isStopped; line++)
        {
            _deepest = 0;
            SearchWindows(depth, line);
            if (!_isStopped || _rootMoves[line].TrueScore != -Score.Infinite)
            {
                Report(report, line);
            }
        }
    }

    /// <summary>Searches around the score expected, and wider and wider while the score falls outside.</summary>
    private void SearchWindows(int depth, int line)
    {
        var expected = _rootMoves[line].Score;
        var width = FirstWindow;
        var isNarrow = depth >= LeastWindowDepth && expected != -Score.Infinite && !Score.IsMate(expected);
        var alpha = isNarrow ? expected - width : -Score.Infinite;
        var beta = isNarrow ? expected + width : Score.Infinite;
        while (true)
        {
            var score = SearchRoot(alpha, beta, depth, line);
            // moves not better than the best so far keep their order
            var sorted = _rootMoves.Skip(line).OrderByDescending(move => move.Score).ToList();
            _rootMoves.RemoveRange(line, sorted.Count);
            _rootMoves.AddRange(sorted);
            if (_isStopped || (score > alpha && score < beta) || (alpha == -Score.Infinite && beta == Score.Infinite))
            {
                return;
            }

            width *= 3;
            if (score <= alpha)
            {
                beta = (alpha + beta) / 2;
                alpha = width > 1000 ? -Score.Infinite : Math.Max(score - width, -Score.Infinite);
            }
            else
            {
                beta = width > 1000 ? Score.Infinite : Math.Min(score + width, Score.Infinite);
            }
        }
    }

    private int SearchRoot(int alpha, int beta, int depth, int line)
    {
        var best = -Score.Infinite;
        var inCheck = _wasInCheck[_position.Plies];
        var checks = default(CheckInfo);
        checks.Prepare(_position);
        _evaluations[0] = inCheck ? -Score.Infinite : Evaluator.Evaluate(_position);
        for (var index = line; index < _rootMoves.Count; index++)
        {
            var root = _rootMoves[index];
            var isQuiet = _position[root.Move.To] == Piece.None && !root.Move.IsPromotion;
            var givesCheck = checks.GivesCheck(_position, root.Move);
            _actors[0] = MoveMemory.ActorOf(_position, root.Move);
            _position.Do(root.Move);
            _deepest = 0;
            var floor = alpha - root.Shift;
            var ceiling = beta - root.Shift;
            var score = -Score.Infinite;
            var next = depth - 1 + (givesCheck ? 1 : 0);
            if (index > line)
            {
                var reduction =
                    depth >= 3 && index > line + 4 && isQuiet && !givesCheck && !inCheck ? Reductions.Of(depth, index - line) : 0;
                score = -Search(-floor - 1, -floor, Math.Max(next - reduction, 1), 1, true);
                if (score > floor && reduction > 0)
                {
                    score = -Search(-floor - 1, -floor, next, 1, true);
                }
            }

            if (index == line || (score > floor && !_isStopped))
            {
                score = -Search(-ceiling, -floor, next, 1, false);
            }

            _position.Undo();
            if (_isStopped)
            {
                return best;
            }

            var shifted = Score.IsMate(score) ? score : score + root.Shift;
            if (index == line || shifted > alpha)
            {
                root.Score = shifted;
                root.TrueScore = score;
                root.SelectiveDepth = _deepest;
                root.Line = [root.Move, .. LineFrom(1)];
            }
            else
            {
                root.Score = -Score.Infinite;
            }

            best = Math.Max(best, shifted);
            alpha = Math.Max(alpha, shifted);
            if (shifted >= beta)
            {
                break;
            }
        }

        return best;
    }

    private ReadOnlySpan<Move> LineFrom(int ply)
    {
        var start = ply * (Score.MostPlies + 2);
        return _lines.AsSpan((start + ply)..(start + Math.Max(ply, _lineEnds[ply])));
    }

    /// <summary>No deeper search can change the choice.</summary>
    private bool IsDecided(int depth)
    {
        var score = _rootMoves[0].TrueScore;
        var isForced = _rootMoves.Count == 1 && _limits.Lines == 1 && _limits.Depth == SearchLimits.MostDepth && _clock.HasBudget;
        return isForced || (Score.IsMate(score) && depth > Score.Mate - Math.Abs(score) + 2 && _limits.Lines == 1);
    }

    /// <returns>The answer expected, from the line or else the table.</returns>
    private Move ReplyTo(RootMove best)
    {
        if (best.Line.Length > 1)
        {
            return best.Line[1];
        }

        _position.Do(best.Move);
        var reply = _table.TryFind(_position.Key, out var found) && LegalMoves.IsLegal(_position, found.Move) ? found.Move : Move.None;
        _position.Undo();
        return reply;
    }

    private void Report(Action<SearchReport>? report, int line)
    {
        var root = _rootMoves[line];
        report?.Invoke(
            new SearchReport(
                _rootDepth,
                Math.Max(root.SelectiveDepth, root.Line.Length),
                line + 1,
                SearchScore.Of(ScoreOf(root)),
                _nodes,
                _clock.Elapsed,
                _table.Fullness(),
                root.Line
            )
        );
    }
}
