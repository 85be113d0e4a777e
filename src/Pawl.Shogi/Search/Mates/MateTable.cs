using System.Numerics;
using System.Runtime.InteropServices;

namespace Pawl.Shogi.Search.Mates;

/// <summary>Proof and disproof numbers by position; clusters of four, of which the entry with the least work behind it gives way.</summary>
internal sealed class MateTable
{
    private const int ClusterSize = 4;

    private readonly Entry[] _entries;
    private readonly int _shift;

    /// <param name="entries">Rounded down to a power of two, at least two clusters.</param>
    public MateTable(long entries)
    {
        var clusters = Math.Max(2, (long)BitOperations.RoundUpToPowerOf2((ulong)Math.Max(1, (entries / ClusterSize) + 1)) / 2);
        _shift = 64 - BitOperations.Log2((ulong)clusters);
        _entries = new Entry[clusters * ClusterSize];
    }

    public static int EntryBytes => Marshal.SizeOf<Entry>();

    public void Clear() => Array.Clear(_entries);

    public bool TryFind(ulong key, out MateNumbers numbers)
    {
        var first = (int)(key >> _shift) * ClusterSize;
        for (var index = first; index < first + ClusterSize; index++)
        {
            ref var entry = ref _entries[index];
            if (entry.Key == key && entry.Work != 0)
            {
                numbers = new MateNumbers(entry.Proof, entry.Disproof, entry.Length);
                return true;
            }
        }

        numbers = default;
        return false;
    }

    /// <param name="work">Nodes spent, at least 1.</param>
    public void Store(ulong key, MateNumbers numbers, long work)
    {
        var first = (int)(key >> _shift) * ClusterSize;
        var chosen = first;
        for (var index = first; index < first + ClusterSize; index++)
        {
            ref var candidate = ref _entries[index];
            if (candidate.Work == 0 || candidate.Key == key)
            {
                chosen = index;
                break;
            }

            if (candidate.Work < _entries[chosen].Work)
            {
                chosen = index;
            }
        }

        ref var entry = ref _entries[chosen];
        var earlier = entry.Key == key ? entry.Work : 0;
        entry.Key = key;
        entry.Proof = numbers.Proof;
        entry.Disproof = numbers.Disproof;
        entry.Length = (ushort)numbers.Length;
        entry.Work = (uint)Math.Min(uint.MaxValue, earlier + work);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Entry
    {
        public ulong Key;
        public uint Proof;
        public uint Disproof;

        /// <summary>Nodes spent; 0 for an empty entry.</summary>
        public uint Work;
        public ushort Length;
    }
}
