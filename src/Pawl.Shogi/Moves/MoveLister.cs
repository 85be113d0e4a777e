using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pawl.Shogi.Attacks;
using Pawl.Shogi.Board;

namespace Pawl.Shogi.Moves;

/// <summary>Lists legal moves; the same masks as <see cref="MoveCounter"/>, with each target written out.</summary>
[SkipLocalsInit]
internal static class MoveLister
{
    public static int List<TSide>(Position position, Span<Move> moves)
        where TSide : struct, ISide
    {
        var standing = new Standing<TSide>(position);
        var list = new MoveList(moves);
        list.AddAll(standing.King, standing.KingTargets(position));
        if (!standing.Allowed.IsEmpty)
        {
            Steps(position, standing, ref list);
            Slides(position, standing, ref list);
            if (!standing.Pinned.IsEmpty && standing.Checkers.IsEmpty)
            {
                OfPinned<TSide>(position, standing.King, standing.Pinned, standing.Occupied, standing.Allowed, ref list);
            }

            var hand = position.Hand((Color)TSide.Us);
            if (!hand.IsEmpty)
            {
                Drops<TSide>(position, hand, standing.Allowed.Without(standing.Occupied), ref list);
            }
        }

        return list.Count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Steps<TSide>(Position position, in Standing<TSide> standing, ref MoveList list)
        where TSide : struct, ISide
    {
        var ours = TSide.Us * MoveClass.Count;
        var (allowed, pinned) = (standing.Allowed, standing.Pinned);
        var pawns = TSide.Forward(position.Set(ours + MoveClass.Pawn).Without(pinned)) & allowed;
        for (var set = pawns & TSide.PromotionZone; !set.IsEmpty; set = set.WithoutFirst())
        {
            list.AddPromotion(TSide.Behind(set.First), set.First);
        }

        for (var set = pawns.Without(TSide.LastRank); !set.IsEmpty; set = set.WithoutFirst())
        {
            list.Add(TSide.Behind(set.First), set.First);
        }

        for (var set = position.Set(ours + MoveClass.Knight).Without(pinned); !set.IsEmpty; set = set.WithoutFirst())
        {
            AddForced<TSide>(set.First, StepAttacks.Of(ours + MoveClass.Knight, set.First) & allowed, TSide.LastTwoRanks, ref list);
        }

        for (var set = position.Set(ours + MoveClass.Silver).Without(pinned); !set.IsEmpty; set = set.WithoutFirst())
        {
            AddEither<TSide>(set.First, StepAttacks.Of(ours + MoveClass.Silver, set.First) & allowed, ref list);
        }

        for (var set = position.Set(ours + MoveClass.Gold).Without(pinned); !set.IsEmpty; set = set.WithoutFirst())
        {
            list.AddAll(set.First, StepAttacks.Of(ours + MoveClass.Gold, set.First) & allowed);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Slides<TSide>(Position position, in Standing<TSide> standing, ref MoveList list)
        where TSide : struct, ISide
    {
        var ours = TSide.Us * MoveClass.Count;
        var (allowed, pinned, occupied) = (standing.Allowed, standing.Pinned, standing.Occupied);
        for (var set = position.Set(ours + MoveClass.Lance).Without(pinned); !set.IsEmpty; set = set.WithoutFirst())
        {
            AddForced<TSide>(set.First, SlidingAttacks.Lance(TSide.Us, set.First, occupied) & allowed, TSide.LastRank, ref list);
        }

        for (var set = position.Set(ours + MoveClass.Bishop).Without(pinned); !set.IsEmpty; set = set.WithoutFirst())
        {
            AddEither<TSide>(set.First, SlidingAttacks.Bishop(set.First, occupied) & allowed, ref list);
        }

        for (var set = position.Set(ours + MoveClass.Rook).Without(pinned); !set.IsEmpty; set = set.WithoutFirst())
        {
            AddEither<TSide>(set.First, SlidingAttacks.Rook(set.First, occupied) & allowed, ref list);
        }

        for (var set = position.Set(ours + MoveClass.Horse).Without(pinned); !set.IsEmpty; set = set.WithoutFirst())
        {
            list.AddAll(set.First, (SlidingAttacks.Bishop(set.First, occupied) | StepAttacks.King(set.First)) & allowed);
        }

        for (var set = position.Set(ours + MoveClass.Dragon).Without(pinned); !set.IsEmpty; set = set.WithoutFirst())
        {
            list.AddAll(set.First, (SlidingAttacks.Rook(set.First, occupied) | StepAttacks.King(set.First)) & allowed);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void OfPinned<TSide>(
        Position position,
        int king,
        Bitboard pinned,
        Bitboard occupied,
        Bitboard allowed,
        ref MoveList list
    )
        where TSide : struct, ISide
    {
        for (var set = pinned; !set.IsEmpty; set = set.WithoutFirst())
        {
            var square = set.First;
            var type = position[new Square(square)].Type();
            var targets = PieceTargets.Of(type, TSide.Us, square, occupied) & allowed & Lines.Through(king, square);
            switch (type)
            {
                case PieceType.Pawn or PieceType.Lance:
                    AddForced<TSide>(square, targets, TSide.LastRank, ref list);
                    break;
                case PieceType.Silver or PieceType.Bishop or PieceType.Rook:
                    AddEither<TSide>(square, targets, ref list);
                    break;
                default:
                    list.AddAll(square, targets);
                    break;
            }
        }
    }

    /// <summary>Pawns, lances and knights: promotions in the zone, and plain moves where the piece can move on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddForced<TSide>(int from, Bitboard targets, Bitboard forced, ref MoveList list)
        where TSide : struct, ISide
    {
        list.AddAllPromotions(from, targets & TSide.PromotionZone);
        list.AddAll(from, targets.Without(forced));
    }

    /// <summary>Silver, bishop and rook: promotions when the move begins or ends in the zone, and every plain move.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddEither<TSide>(int from, Bitboard targets, ref MoveList list)
        where TSide : struct, ISide
    {
        list.AddAllPromotions(from, TSide.PromotionZone.Has(from) ? targets : targets & TSide.PromotionZone);
        list.AddAll(from, targets);
    }

    private static void Drops<TSide>(Position position, Hand hand, Bitboard empty, ref MoveList list)
        where TSide : struct, ISide
    {
        if (hand.Has(PieceType.Pawn))
        {
            var targets =
                empty.Without(TSide.LastRank) & PawnDrops.FilesWithout(position.Set((TSide.Us * MoveClass.Count) + MoveClass.Pawn));
            list.AddDrops(PieceType.Pawn, targets.Without(PawnDrops.MatingSquare(position, TSide.Us, targets)));
        }

        if (hand.Has(PieceType.Lance))
        {
            list.AddDrops(PieceType.Lance, empty.Without(TSide.LastRank));
        }

        if (hand.Has(PieceType.Knight))
        {
            list.AddDrops(PieceType.Knight, empty.Without(TSide.LastTwoRanks));
        }

        for (var type = PieceType.Silver; type <= PieceType.Gold; type++)
        {
            if (hand.Has(type))
            {
                list.AddDrops(type, empty);
            }
        }
    }

    /// <summary>Writes moves one after the other into a buffer known to be long enough.</summary>
    [StructLayout(LayoutKind.Auto)]
    private ref struct MoveList(Span<Move> moves)
    {
        private readonly ref Move _first = ref MemoryMarshal.GetReference(moves);

        public int Count { get; private set; }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(int from, int to) => Write(to | (from << 7));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void AddPromotion(int from, int to) => Write(to | (from << 7) | (1 << 14));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void AddAll(int from, Bitboard targets) => WriteEach(from << 7, targets);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void AddAllPromotions(int from, Bitboard targets) => WriteEach((from << 7) | (1 << 14), targets);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void AddDrops(PieceType type, Bitboard targets) => WriteEach(((int)type + Square.Count - 1) << 7, targets);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void WriteEach(int bits, Bitboard targets)
        {
            for (var low = targets.Low; low != 0; low &= low - 1)
            {
                Write(bits | System.Numerics.BitOperations.TrailingZeroCount(low));
            }

            for (var high = targets.High; high != 0; high &= high - 1)
            {
                Write(bits | (Bitboard.LowCount + System.Numerics.BitOperations.TrailingZeroCount(high)));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Write(int bits) => Unsafe.Add(ref _first, Count++) = new Move((ushort)bits);
    }
}
