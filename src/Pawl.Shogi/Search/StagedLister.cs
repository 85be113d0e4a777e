using System.Runtime.CompilerServices;
using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Search;

/// <summary>
/// Lists moves in the portions a search wants them, for a side that is not in check. They obey how pieces move and where they may be dropped; whether the
/// own king stays safe and whether a pawn drop mates is <see cref="CheckInfo.IsLegal"/>'s to say, when a move is about to be tried. Left out is not
/// promoting a pawn, a bishop, a rook, or a lance on the second rank: it never helps but to avoid a mate by pawn drop, which is rare.
/// Allocates nothing.
/// </summary>
internal ref struct StagedLister
{
    private readonly Position _position;
    private readonly Span<ScoredMove> _moves;
    private readonly int _us;
    private readonly Bitboard _occupied;
    private readonly Bitboard _zone;

    /// <param name="moves">Room for <see cref="LegalMoves.Most"/>.</param>
    public StagedLister(Position position, Span<ScoredMove> moves)
    {
        _position = position;
        _moves = moves;
        _us = (int)position.SideToMove;
        _occupied = position.OccupiedBy(0) | position.OccupiedBy(1);
        _zone = Zones.Promotion(_us);
    }

    /// <value>Moves listed so far.</value>
    public int Count { get; private set; }

    /// <summary>Captures, and promotions of pawns, bishops and rooks.</summary>
    public void AddTactical()
    {
        var captures = _position.OccupiedBy(_us ^ 1);
        var promotions = captures | _zone.Without(_occupied);
        AddPawns(captures | (_zone.Without(_occupied)));
        AddSteps(captures);
        AddGreat(MoveClass.Bishop, promotions, captures | ~_occupied);
        AddGreat(MoveClass.Rook, promotions, captures | ~_occupied);
    }

    /// <summary>What <see cref="AddTactical"/> leaves out, drops included.</summary>
    public void AddQuiet()
    {
        var empty = ~_occupied;
        AddPawns(empty.Without(_zone));
        AddSteps(empty);
        AddGreat(MoveClass.Bishop, empty.Without(_zone), Bitboard.Empty);
        AddGreat(MoveClass.Rook, empty.Without(_zone), Bitboard.Empty);
        AddDrops(empty);
    }

    /// <summary>Drops and moves to empty squares that give check from the square moved to; checks by uncovering are left out.</summary>
    public void AddQuietChecks(in CheckInfo checks)
    {
        var empty = ~_occupied;
        AddPawns(empty.Without(_zone) & checks.ChecksOf(MoveClass.Pawn));
        var sets = _us * MoveClass.Count;
        for (var kind = MoveClass.Lance; kind <= MoveClass.Dragon; kind++)
        {
            var near = empty & checks.ChecksOf(kind);
            var promoted = Promoted(kind);
            if (promoted >= 0)
            {
                near |= empty & checks.ChecksOf(promoted);
            }

            if (near.IsEmpty)
            {
                continue;
            }

            for (var from = _position.Set(sets + kind); !from.IsEmpty; from = from.WithoutFirst())
            {
                var square = from.First;
                var targets = PieceAttacks.Of(kind, _us, square, _occupied) & near;
                if (targets.IsEmpty)
                {
                    continue;
                }

                AddChecksOf(kind, promoted, square, targets, checks);
            }
        }

        AddDropChecks(empty, checks);
    }

    private void AddChecksOf(int kind, int promoted, int square, Bitboard targets, in CheckInfo checks)
    {
        var isGreat = kind is MoveClass.Bishop or MoveClass.Rook;
        for (; !targets.IsEmpty; targets = targets.WithoutFirst())
        {
            var to = targets.First;
            var inZone = promoted >= 0 && (_zone.Has(to) || _zone.Has(square));
            if (inZone && !isGreat && checks.ChecksOf(promoted).Has(to))
            {
                Add(square, to, promotion: true);
            }

            // bishops and rooks that could promote are among the tactical moves
            if (checks.ChecksOf(kind).Has(to) && !(inZone && isGreat) && CanStay(kind, to))
            {
                Add(square, to, promotion: false);
            }
        }
    }

    private void AddDropChecks(Bitboard empty, in CheckInfo checks)
    {
        var hand = _position.Hand((Color)_us);
        for (var type = PieceType.Pawn; type <= PieceType.Gold; type++)
        {
            if (hand.Has(type))
            {
                AddDropsOf(type, empty & checks.ChecksOf(PieceAttacks.KindOf(type)));
            }
        }
    }

    private void AddPawns(Bitboard targets)
    {
        var back = _us == 0 ? 1 : -1;
        for (var to = PieceAttacks.OfPawns(_position.Set(_us * MoveClass.Count), _us) & targets; !to.IsEmpty; to = to.WithoutFirst())
        {
            var square = to.First;
            Add(square + back, square, _zone.Has(square));
        }
    }

    /// <summary>Every piece but pawns, bishops and rooks.</summary>
    private void AddSteps(Bitboard targets)
    {
        var sets = _us * MoveClass.Count;
        for (var kind = MoveClass.Lance; kind <= MoveClass.Silver; kind++)
        {
            for (var from = _position.Set(sets + kind); !from.IsEmpty; from = from.WithoutFirst())
            {
                AddPromotable(kind, from.First, PieceAttacks.Of(kind, _us, from.First, _occupied) & targets);
            }
        }

        for (var from = _position.Set(sets + MoveClass.Gold); !from.IsEmpty; from = from.WithoutFirst())
        {
            AddAll(from.First, PieceAttacks.Of(MoveClass.Gold, _us, from.First, _occupied) & targets, promotion: false);
        }

        for (var kind = MoveClass.Horse; kind <= MoveClass.King; kind++)
        {
            for (var from = _position.Set(sets + kind); !from.IsEmpty; from = from.WithoutFirst())
            {
                AddAll(from.First, PieceAttacks.Of(kind, _us, from.First, _occupied) & targets, promotion: false);
            }
        }
    }

    private void AddPromotable(int kind, int from, Bitboard targets)
    {
        var fromZone = _zone.Has(from);
        for (; !targets.IsEmpty; targets = targets.WithoutFirst())
        {
            var to = targets.First;
            if (fromZone || _zone.Has(to))
            {
                Add(from, to, promotion: true);
            }

            if (CanStay(kind, to))
            {
                Add(from, to, promotion: false);
            }
        }
    }

    /// <summary>A bishop or a rook: it promotes whenever it can.</summary>
    /// <param name="targets">From outside the promotion zone.</param>
    /// <param name="fromZone">From inside.</param>
    private void AddGreat(int kind, Bitboard targets, Bitboard fromZone)
    {
        for (var from = _position.Set((_us * MoveClass.Count) + kind); !from.IsEmpty; from = from.WithoutFirst())
        {
            var square = from.First;
            var attacks = PieceAttacks.Of(kind, _us, square, _occupied);
            if (_zone.Has(square))
            {
                AddAll(square, attacks & fromZone, promotion: true);
            }
            else
            {
                attacks &= targets;
                AddAll(square, attacks & _zone, promotion: true);
                AddAll(square, attacks.Without(_zone), promotion: false);
            }
        }
    }

    private void AddDrops(Bitboard empty)
    {
        var hand = _position.Hand((Color)_us);
        if (hand.IsEmpty)
        {
            return;
        }

        for (var type = PieceType.Pawn; type <= PieceType.Gold; type++)
        {
            if (hand.Has(type))
            {
                AddDropsOf(type, empty);
            }
        }
    }

    private void AddDropsOf(PieceType type, Bitboard targets)
    {
        if (targets.IsEmpty)
        {
            return;
        }

        if (type is PieceType.Pawn or PieceType.Lance)
        {
            targets = targets.Without(Zones.Furthest(_us));
        }
        else if (type == PieceType.Knight)
        {
            targets = targets.Without(Zones.FurthestTwo(_us));
        }

        if (type == PieceType.Pawn)
        {
            targets &= PawnDrops.FilesWithout(_position.Set(_us * MoveClass.Count));
        }

        for (; !targets.IsEmpty; targets = targets.WithoutFirst())
        {
            _moves[Count++].Move = Move.Drop(type, new Square(targets.First));
        }
    }

    private void AddAll(int from, Bitboard targets, bool promotion)
    {
        for (; !targets.IsEmpty; targets = targets.WithoutFirst())
        {
            Add(from, targets.First, promotion);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(int from, int to, bool promotion) => _moves[Count++].Move = Move.Of(new Square(from), new Square(to), promotion);

    /// <summary>A lance or a knight that could move on, or any other piece.</summary>
    private readonly bool CanStay(int kind, int to) => kind is not (MoveClass.Lance or MoveClass.Knight) || !Zones.FurthestTwo(_us).Has(to);

    private static int Promoted(int kind) =>
        kind switch
        {
            MoveClass.Lance or MoveClass.Knight or MoveClass.Silver => MoveClass.Gold,
            MoveClass.Bishop => MoveClass.Horse,
            MoveClass.Rook => MoveClass.Dragon,
            _ => -1,
        };
}
