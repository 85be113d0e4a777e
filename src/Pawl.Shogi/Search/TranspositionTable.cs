using System.Numerics;
using System.Runtime.InteropServices;
using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Search;

/// <summary>
/// What was found out about positions, by key: a fixed number of clusters of four entries of 16 bytes. A new result replaces, within its cluster, the entry of
/// its own key or else the shallowest, those of earlier searches first.
/// </summary>
internal sealed class TranspositionTable
{
    private const int ClusterSize = 4;
    private const int EntryBytes = 16;
    private const int GenerationShift = 2;
    private const int Generations = 64;

    private readonly Entry[] _entries;
    private readonly int _shift;
    private int _generation;

    /// <param name="entries">Rounded down to a power of two; at least one cluster.</param>
    public TranspositionTable(long entries)
    {
        var clusters = Math.Max(2, (long)BitOperations.RoundUpToPowerOf2((ulong)Math.Max(1, entries / ClusterSize + 1)) / 2);
        _shift = 64 - BitOperations.Log2((ulong)clusters);
        _entries = new Entry[clusters * ClusterSize];
    }

    /// <value>In entries.</value>
    public int Capacity => _entries.Length;

    public static TranspositionTable OfMegabytes(int megabytes) => new(((long)megabytes << 20) / EntryBytes);

    public void Clear()
    {
        Array.Clear(_entries);
        _generation = 0;
    }

    /// <summary>Results from before are the first to be replaced from now on.</summary>
    public void Age() => _generation = (_generation + 1) % Generations;

    /// <returns>True when the key was found; the move is only that of a position with the same key, so check it before doing it.</returns>
    public bool TryFind(ulong key, out Found found)
    {
        var first = First(key);
        for (var index = first; index < first + ClusterSize; index++)
        {
            ref var entry = ref _entries[index];
            if (entry.Key == key && entry.Tag != 0)
            {
                entry.Tag = (byte)((entry.Tag & 3) | (_generation << GenerationShift));
                found = new Found(new Move(entry.Move), entry.Score, entry.Evaluation, entry.Depth, (Bound)(entry.Tag & 3));
                return true;
            }
        }

        found = default;
        return false;
    }

    /// <param name="move">The best one, or <see cref="Move.None"/> to keep the one known before.</param>
    /// <param name="score">Counted from the node (<see cref="Score.FromRoot"/>).</param>
    public void Store(ulong key, Move move, int score, int evaluation, int depth, Bound bound)
    {
        var first = First(key);
        var worst = first;
        var worstWorth = int.MaxValue;
        for (var index = first; index < first + ClusterSize; index++)
        {
            ref var candidate = ref _entries[index];
            if (candidate.Tag == 0 || candidate.Key == key)
            {
                worst = index;
                break;
            }

            var age = (_generation - (candidate.Tag >> GenerationShift)) & (Generations - 1);
            var worth = candidate.Depth - (8 * age);
            if (worth < worstWorth)
            {
                worstWorth = worth;
                worst = index;
            }
        }

        ref var entry = ref _entries[worst];
        var isSame = entry.Tag != 0 && entry.Key == key;
        if (isSame && bound != Bound.Exact && depth < entry.Depth - 3)
        {
            // a much deeper result of the same position is worth more than a fresh shallow bound
            return;
        }

        if (move != Shogi.Moves.Move.None || !isSame)
        {
            entry.Move = move.Bits;
        }

        entry.Key = key;
        entry.Score = (short)score;
        entry.Evaluation = (short)evaluation;
        entry.Depth = (sbyte)depth;
        entry.Tag = (byte)((int)bound | (_generation << GenerationShift));
    }

    /// <returns>Entries in a thousand written by the present search, in a sample at the start of the table.</returns>
    public int Fullness()
    {
        var sample = Math.Min(1000, _entries.Length);
        var full = 0;
        for (var index = 0; index < sample; index++)
        {
            full += _entries[index].Tag != 0 && _entries[index].Tag >> GenerationShift == _generation ? 1 : 0;
        }

        return full * 1000 / sample;
    }

    private int First(ulong key) => (int)(key >> _shift) * ClusterSize;

    /// <summary>What the table knew.</summary>
    [StructLayout(LayoutKind.Auto)]
    internal readonly record struct Found(Move Move, int Score, int Evaluation, int Depth, Bound Bound);

    /// <summary>16 bytes. <see cref="Tag"/> is 0 for an empty entry, else the bound in bits 0 and 1 and the generation above.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Entry
    {
        public ulong Key;
        public ushort Move;
        public short Score;
        public short Evaluation;
        public sbyte Depth;
        public byte Tag;
    }
}
