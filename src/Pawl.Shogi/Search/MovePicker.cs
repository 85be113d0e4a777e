using System.Runtime.CompilerServices;
using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Search;

/// <summary>
/// Hands out the moves of a node, the likeliest first, and lists them only when they are asked for: the move the table knows, captures and promotions that do
/// not lose material, killers and the usual answer, quiet moves by history, then losing captures. In check, all evasions by the same measures.
/// Allocates nothing.
/// </summary>
internal ref struct MovePicker
{
    /// <summary>Quiet moves put in order; those after them have little chance.</summary>
    private const int MostSorted = 40;
    private const int CaptureFirst = 1 << 24;

    private readonly Position _position;
    private readonly MoveMemory _memory;
    private readonly ref readonly CheckInfo _checks;
    private readonly Span<ScoredMove> _moves;
    private readonly Move _known;
    private readonly Move _killer;
    private readonly Move _secondKiller;
    private readonly Move _answer;
    private readonly int _before;
    private readonly bool _isTacticalOnly;
    private Stage _stage;
    private int _next;
    private int _end;
    private int _losing;
    private int _picked;

    /// <param name="moves">Room for <see cref="LegalMoves.Most"/>, the node's own.</param>
    /// <param name="known">A move to try first, or none; anything goes, since it is checked.</param>
    /// <param name="before">What the opponent has just done (<see cref="MoveMemory.ActorOf"/>).</param>
    /// <param name="tacticalOnly">True in quiescence: no quiet moves, no losing captures; has no meaning in check.</param>
    public MovePicker(
        Position position,
        MoveMemory memory,
        in CheckInfo checks,
        Span<ScoredMove> moves,
        bool inCheck,
        Move known,
        int ply,
        int before,
        bool tacticalOnly
    )
    {
        _position = position;
        _memory = memory;
        _checks = ref checks;
        _moves = moves;
        _known = known;
        _before = before;
        _isTacticalOnly = tacticalOnly;
        _stage = inCheck ? Stage.ListEvasions : Stage.Known;
        if (!tacticalOnly)
        {
            _killer = memory.Killer(ply, 0);
            _secondKiller = memory.Killer(ply, 1);
            _answer = memory.Answer(position.SideToMove, before);
        }
    }

    private enum Stage
    {
        Known,
        ListTactical,
        Tactical,
        Killer,
        SecondKiller,
        Answer,
        ListQuiet,
        Quiet,
        Losing,
        ListEvasions,
        Evasions,
        End,
    }

    /// <summary>True while quiet moves or losing captures are handed out, which may be skipped when enough was tried.</summary>
    public readonly bool IsLate => _stage is Stage.Quiet or Stage.Losing;

    /// <summary>Leaves out the quiet moves that remain.</summary>
    public void SkipQuiet()
    {
        if (_stage == Stage.Quiet)
        {
            StartLosing();
        }
        else if (_stage is > Stage.Tactical and < Stage.Quiet)
        {
            _stage = Stage.ListQuiet;
            _end = _losing;
            StartLosing();
        }
    }

    /// <returns>A legal move not handed out before, or <see cref="Move.None"/> at the end.</returns>
    public Move Next()
    {
        while (true)
        {
            switch (_stage)
            {
                case Stage.Known:
                    _stage = Stage.ListTactical;
                    if (IsUsable(_known) && (!_isTacticalOnly || IsTactical(_known)))
                    {
                        return _known;
                    }

                    break;
                case Stage.ListTactical:
                    ListTactical();
                    _stage = Stage.Tactical;
                    break;
                case Stage.Tactical:
                    if (NextTactical() is var tactical && tactical != Move.None)
                    {
                        return tactical;
                    }

                    _stage = _isTacticalOnly ? Stage.End : Stage.Killer;
                    break;
                case Stage.Killer:
                    _stage = Stage.SecondKiller;
                    if (IsUsableQuiet(_killer))
                    {
                        return _killer;
                    }

                    break;
                case Stage.SecondKiller:
                    _stage = Stage.Answer;
                    if (_secondKiller != _killer && IsUsableQuiet(_secondKiller))
                    {
                        return _secondKiller;
                    }

                    break;
                case Stage.Answer:
                    _stage = Stage.ListQuiet;
                    if (_answer != _killer && _answer != _secondKiller && IsUsableQuiet(_answer))
                    {
                        return _answer;
                    }

                    break;
                case Stage.ListQuiet:
                    ListQuiet();
                    _stage = Stage.Quiet;
                    break;
                case Stage.Quiet:
                    if (NextQuiet() is var quiet && quiet != Move.None)
                    {
                        return quiet;
                    }

                    StartLosing();
                    break;
                case Stage.Losing:
                    if (_next < _losing)
                    {
                        return _moves[_next++].Move;
                    }

                    _stage = Stage.End;
                    break;
                case Stage.ListEvasions:
                    ListEvasions();
                    _stage = Stage.Evasions;
                    break;
                case Stage.Evasions:
                    if (_next < _end)
                    {
                        return PickBest();
                    }

                    _stage = Stage.End;
                    break;
                default:
                    return Move.None;
            }
        }
    }

    /// <summary>A capture, or a promotion of a pawn, bishop or rook.</summary>
    public readonly bool IsTactical(Move move) =>
        !move.IsDrop
        && (
            _position[move.To] != Piece.None
            || (move.IsPromotion && _position[move.From].Type() is PieceType.Pawn or PieceType.Bishop or PieceType.Rook)
        );

    private readonly bool IsUsable(Move move) => move != Move.None && LegalMoves.IsLegal(_position, move);

    private readonly bool IsUsableQuiet(Move move) => move != _known && IsUsable(move) && !IsTactical(move);

    private void StartLosing()
    {
        _next = 0;
        _stage = Stage.Losing;
    }

    private void ListTactical()
    {
        var lister = new StagedLister(_position, _moves);
        lister.AddTactical();
        _end = lister.Count;
        for (var index = 0; index < _end; index++)
        {
            _moves[index].Score = TacticalScore(_moves[index].Move);
        }
    }

    /// <summary>The most valuable victim first, by the least valuable attacker.</summary>
    private readonly int TacticalScore(Move move)
    {
        var victim = _position[move.To].Type();
        var attacker = _position[move.From].Type();
        var gain = victim == PieceType.None ? 0 : PieceValues.OfCapture(victim);
        gain += move.IsPromotion ? PieceValues.OfPromotion(attacker) : 0;
        return (gain * 16) - PieceValues.OnBoard(attacker);
    }

    private Move NextTactical()
    {
        while (_next < _end)
        {
            var move = PickBest();
            if (move == _known || !_checks.IsLegal(_position, move))
            {
                continue;
            }

            if (Exchange.IsAtLeast(_position, move, 0))
            {
                return move;
            }

            // handed out at the end; the places before the next move are free
            _moves[_losing++].Move = move;
        }

        return Move.None;
    }

    private void ListQuiet()
    {
        // losing captures keep the first places
        var lister = new StagedLister(_position, _moves[_losing..]);
        lister.AddQuiet();
        _next = _losing;
        _end = _losing + lister.Count;
        _picked = 0;
        var side = _position.SideToMove;
        for (var index = _next; index < _end; index++)
        {
            _moves[index].Score = _memory.Of(side, _before, MoveMemory.ActorOf(_position, _moves[index].Move));
        }
    }

    private Move NextQuiet()
    {
        while (_next < _end)
        {
            var move = _picked++ < MostSorted ? PickBest() : _moves[_next++].Move;
            if (move != _known && move != _killer && move != _secondKiller && move != _answer && _checks.IsLegal(_position, move))
            {
                return move;
            }
        }

        return Move.None;
    }

    [SkipLocalsInit]
    private void ListEvasions()
    {
        Span<Move> evasions = stackalloc Move[LegalMoves.Most];
        _end = LegalMoves.Generate(_position, evasions);
        var side = _position.SideToMove;
        for (var index = 0; index < _end; index++)
        {
            var move = evasions[index];
            _moves[index].Move = move;
            _moves[index].Score =
                move == _known ? int.MaxValue
                : IsTactical(move) ? CaptureFirst + TacticalScore(move)
                : _memory.Of(side, _before, MoveMemory.ActorOf(_position, move));
        }
    }

    private Move PickBest()
    {
        var best = _next;
        for (var index = _next + 1; index < _end; index++)
        {
            if (_moves[index].Score > _moves[best].Score)
            {
                best = index;
            }
        }

        (_moves[_next], _moves[best]) = (_moves[best], _moves[_next]);
        return _moves[_next++].Move;
    }
}
