using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Search.Mates;

/// <summary>
/// Finds mates by nothing but checks, of any length: depth-first proof number search (Nagai, "Df-pn algorithm for searching AND/OR trees and its
/// applications", thesis, University of Tokyo, 2002). The attacker is the side to move; its king may be missing, as in mate problems.
/// </summary>
/// <remarks>
/// A position that returns on the way counts as refuted there, since perpetual check loses. Such a refutation is kept for other ways to the position too, so
/// that in rare cases a mate is called none; a mate that is reported is one.
/// </remarks>
public sealed class MateSolver
{
    /// <summary>Plies; longer ways are taken for refuted. Known mate problems stay below, but for the record one of 1,525.</summary>
    private const int MostPlies = 600;
    private const int ClockMask = 255;

    private readonly MateTable _table;
    private readonly Position _position = Position.Start();
    private readonly HashSet<ulong> _path = [];
    private Child[] _children = new Child[1 << 14];
    private int _top;
    private long _nodes;
    private long _mostNodes;
    private SearchClock? _clock;
    private bool _isStopped;

    /// <param name="entries">Of the table, 24 bytes each.</param>
    public MateSolver(long entries) => _table = new MateTable(entries);

    /// <summary>Forgets everything, so that the next answer does not depend on those before.</summary>
    public void Forget() => _table.Clear();

    /// <returns>How many entries fit.</returns>
    public static long EntriesOf(int megabytes) => ((long)megabytes << 20) / MateTable.EntryBytes;

    /// <param name="mostNodes">Ends the search as unknown.</param>
    public MateResult Solve(Position position, long mostNodes, SearchClock clock)
    {
        ArgumentNullException.ThrowIfNull(position);
        _position.CopyFrom(position);
        (_nodes, _mostNodes, _clock, _isStopped) = (0, mostNodes, clock, false);
        if (_position.King(_position.SideToMove.Opponent()) is null)
        {
            return new MateResult(MateOutcome.NoMate, [], 0);
        }

        var numbers = Decide();
        if (!numbers.IsDecided)
        {
            return new MateResult(MateOutcome.Unknown, [], _nodes);
        }

        return numbers.IsMate && Line() is { } line
            ? new MateResult(MateOutcome.Mate, line, _nodes)
            : new MateResult(numbers.IsMate ? MateOutcome.Unknown : MateOutcome.NoMate, [], _nodes);
    }

    /// <summary>Searches the position on the board, the attacker to move, until it is decided or the search ends.</summary>
    private MateNumbers Decide()
    {
        _path.Clear();
        _top = 0;
        return Visit(MateNumbers.Infinite, MateNumbers.Infinite, 0);
    }

    /// <param name="mostProof">Go back when the proof number reaches this.</param>
    /// <param name="mostDisproof">Go back when the disproof number reaches this.</param>
    private MateNumbers Visit(uint mostProof, uint mostDisproof, int ply)
    {
        var isAttack = (ply & 1) == 0;
        var key = _position.Key;
        if (++_nodes >= _mostNodes || ((_nodes & ClockMask) == 0 && (_clock!.IsStopped || _clock.IsPastHard)))
        {
            _isStopped = true;
        }

        if (ply >= MostPlies)
        {
            return MateNumbers.Refuted;
        }

        var began = _nodes;
        var first = _top;
        var count = isAttack ? ListChecks(first) : ListEvasions(first);
        if (count == 0)
        {
            var ended = isAttack ? MateNumbers.Refuted : MateNumbers.MateIn(0);
            _table.Store(key, ended, 1);
            return ended;
        }

        _top = first + count;
        _path.Add(key);
        MateNumbers numbers;
        while (true)
        {
            numbers = isAttack ? OfAttack(first, count, out var best, out var second) : OfDefence(first, count, out best, out second);
            if (numbers.Proof >= mostProof || numbers.Disproof >= mostDisproof || numbers.IsDecided || _isStopped)
            {
                break;
            }

            ref var child = ref _children[first + best];
            var (proof, disproof) = isAttack
                ? (Math.Min(mostProof, second + 1), mostDisproof - numbers.Disproof + child.Numbers.Disproof)
                : (mostProof - numbers.Proof + child.Numbers.Proof, Math.Min(mostDisproof, second + 1));
            _position.Do(child.Move);
            var found = Visit(proof, disproof, ply + 1);
            _position.Undo();
            // the array may have grown below
            _children[first + best].Numbers = found;
        }

        _path.Remove(key);
        _top = first;
        _table.Store(key, numbers, _nodes - began + 1);
        return numbers;
    }

    private MateNumbers OfAttack(int first, int count, out int best, out uint second)
    {
        var (proof, disproof, length) = (MateNumbers.Infinite, 0u, int.MaxValue);
        (best, second) = (0, MateNumbers.Infinite);
        for (var index = 0; index < count; index++)
        {
            var numbers = _children[first + index].Numbers;
            disproof = MateNumbers.Sum(disproof, numbers.Disproof);
            if (numbers.Proof < proof)
            {
                (second, proof, best) = (proof, numbers.Proof, index);
            }
            else
            {
                second = Math.Min(second, numbers.Proof);
            }

            length = numbers.IsMate ? Math.Min(length, numbers.Length + 1) : length;
        }

        return proof == 0 ? MateNumbers.MateIn(length) : new MateNumbers(proof, disproof, 0);
    }

    private MateNumbers OfDefence(int first, int count, out int best, out uint second)
    {
        var (proof, disproof, length) = (0u, MateNumbers.Infinite, 0);
        (best, second) = (0, MateNumbers.Infinite);
        for (var index = 0; index < count; index++)
        {
            var numbers = _children[first + index].Numbers;
            proof = MateNumbers.Sum(proof, numbers.Proof);
            if (numbers.Disproof < disproof)
            {
                (second, disproof, best) = (disproof, numbers.Disproof, index);
            }
            else
            {
                second = Math.Min(second, numbers.Disproof);
            }

            length = Math.Max(length, numbers.Length + 1);
        }

        return proof == 0 ? MateNumbers.MateIn(length) : new MateNumbers(proof, disproof, 0);
    }

    [SkipLocalsInit]
    private int ListChecks(int first)
    {
        Span<Move> moves = stackalloc Move[LegalMoves.Most];
        moves = moves[..LegalMoves.Generate(_position, moves)];
        var checks = default(CheckInfo);
        checks.Prepare(_position);
        MakeRoom(first + moves.Length);
        var count = 0;
        foreach (var move in moves)
        {
            if (checks.GivesCheck(_position, move))
            {
                _children[first + count++] = new Child { Move = move, Numbers = Begin(move, isAttack: true) };
            }
        }

        return count;
    }

    [SkipLocalsInit]
    private int ListEvasions(int first)
    {
        Span<Move> moves = stackalloc Move[LegalMoves.Most];
        moves = moves[..LegalMoves.Generate(_position, moves)];
        MakeRoom(first + moves.Length);
        var count = 0;
        foreach (var move in moves)
        {
            _children[first + count++] = new Child { Move = move, Numbers = Begin(move, isAttack: false) };
        }

        return count;
    }

    /// <summary>What is known after a move, or a first guess: as many defences as there are must fail.</summary>
    private MateNumbers Begin(Move move, bool isAttack)
    {
        _position.Do(move);
        MateNumbers numbers;
        if (_path.Contains(_position.Key))
        {
            numbers = MateNumbers.Refuted;
        }
        else if (!_table.TryFind(_position.Key, out numbers))
        {
            var defences = isAttack ? (uint)LegalMoves.Count(_position) : 1;
            numbers = defences == 0 ? MateNumbers.MateIn(0) : new MateNumbers(defences, 1, 0);
        }

        _position.Undo();
        return numbers;
    }

    private void MakeRoom(int count)
    {
        if (_children.Length < count)
        {
            Array.Resize(ref _children, Math.Max(count, _children.Length * 2));
        }
    }

    /// <summary>
    /// Walks through the proof: the attacker's quickest, the defender's longest. Positions that have dropped out of the table are searched again.
    /// </summary>
    /// <returns>Null when the search was ended before the line was whole.</returns>
    private List<Move>? Line()
    {
        var line = new List<Move>();
        while (true)
        {
            var isAttack = line.Count % 2 == 0;
            var count = isAttack ? ListChecks(0) : ListEvasions(0);
            if (count == 0)
            {
                Unwind(line.Count);
                return isAttack ? null : line;
            }

            var chosen = isAttack ? Quickest(count) : Longest(count);
            if (chosen == Move.None || line.Count >= MostPlies)
            {
                Unwind(line.Count);
                return null;
            }

            line.Add(chosen);
            _position.Do(chosen);
        }
    }

    private Move Quickest(int count)
    {
        var best = -1;
        for (var index = 0; index < count; index++)
        {
            var numbers = _children[index].Numbers;
            if (numbers.IsMate && (best < 0 || numbers.Length < _children[best].Numbers.Length))
            {
                best = index;
            }
        }

        if (best >= 0)
        {
            return _children[best].Move;
        }

        return Decide().IsMate && ListChecks(0) is var again && again > 0 ? QuickestKnown(again) : Move.None;
    }

    private Move QuickestKnown(int count)
    {
        for (var index = 0; index < count; index++)
        {
            if (_children[index].Numbers.IsMate)
            {
                return _children[index].Move;
            }
        }

        return Move.None;
    }

    private Move Longest(int count)
    {
        var defences = _children[..count];
        var best = -1;
        for (var index = 0; index < count; index++)
        {
            ref var defence = ref defences[index];
            if (!defence.Numbers.IsMate)
            {
                _position.Do(defence.Move);
                defence.Numbers = Decide();
                _position.Undo();
                if (!defence.Numbers.IsMate)
                {
                    return Move.None;
                }
            }

            best = best < 0 || defence.Numbers.Length > defences[best].Numbers.Length ? index : best;
        }

        return defences[best].Move;
    }

    private void Unwind(int plies)
    {
        for (var ply = 0; ply < plies; ply++)
        {
            _position.Undo();
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Child
    {
        public Move Move;
        public MateNumbers Numbers;
    }
}
