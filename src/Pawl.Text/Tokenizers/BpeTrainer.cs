using System.Runtime.InteropServices;

namespace Pawl.Text.Tokenizers;

/// <summary>
/// Learns merges: the most frequent pair of neighbouring tokens becomes a token, again and again. Counts are kept on the distinct pieces
/// and only what a merge touches is counted anew. Of equally frequent pairs the one with the smaller ids goes first.
/// </summary>
internal sealed class BpeTrainer
{
    private const int FirstToken = 256;

    private readonly List<Piece> _pieces = [];
    private readonly Dictionary<long, long> _counts = [];
    private readonly Dictionary<long, HashSet<int>> _places = [];

    /// <summary>May hold outdated counts: an entry is checked against the true one when it is taken.</summary>
    private readonly PriorityQueue<long, (long Count, long Pair)> _queue = new();

    private BpeTrainer(ReadOnlySpan<byte> bytes)
    {
        var frequencies = new Dictionary<byte[], long>(ByteArrayComparer.Instance);
        var lookup = frequencies.GetAlternateLookup<ReadOnlySpan<byte>>();
        while (!bytes.IsEmpty)
        {
            var piece = bytes[..BytePieces.Next(bytes)];
            CollectionsMarshal.GetValueRefOrAddDefault(lookup, piece, out _)++;
            bytes = bytes[piece.Length..];
        }

        foreach (var (piece, frequency) in frequencies)
        {
            Add(new Piece([.. piece.Select(value => (int)value)], frequency));
        }

        foreach (var pair in _counts.Keys)
        {
            Enqueue(pair);
        }
    }

    public static IReadOnlyList<(int Left, int Right)> Learn(ReadOnlySpan<byte> bytes, int count)
    {
        var trainer = new BpeTrainer(bytes);
        var merges = new List<(int, int)>(count);
        while (merges.Count < count && trainer.TakeMostFrequent() is { } pair)
        {
            merges.Add(((int)(pair >> 32), (int)(uint)pair));
            trainer.Join(pair, FirstToken + merges.Count - 1);
        }

        return merges;
    }

    private void Add(Piece piece)
    {
        var index = _pieces.Count;
        _pieces.Add(piece);
        for (var i = 0; i + 1 < piece.Length; i++)
        {
            Count(BpeTokenizer.Key(piece.Ids[i], piece.Ids[i + 1]), piece.Frequency, index);
        }
    }

    private void Count(long pair, long change, int piece)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, pair, out _) += change;
        if (change > 0)
        {
            ref var places = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, pair, out _);
            (places ??= []).Add(piece);
        }
    }

    private void Enqueue(long pair) => _queue.Enqueue(pair, (-_counts[pair], pair));

    private long? TakeMostFrequent()
    {
        while (_queue.TryDequeue(out var pair, out var priority))
        {
            var count = _counts.GetValueOrDefault(pair);
            if (count == -priority.Count)
            {
                return count >= 2 ? pair : null;
            }

            if (count > 0)
            {
                Enqueue(pair);
            }
        }

        return null;
    }

    private void Join(long pair, int token)
    {
        var (left, right) = ((int)(pair >> 32), (int)(uint)pair);
        var grown = new HashSet<long>();
        foreach (var index in _places[pair])
        {
            Join(index, left, right, token, grown);
        }

        _counts.Remove(pair);
        _places.Remove(pair);
        foreach (var changed in grown)
        {
            Enqueue(changed);
        }
    }

    private void Join(int index, int left, int right, int token, HashSet<long> grown)
    {
        var piece = _pieces[index];
        var ids = piece.Ids;
        var end = 0;
        for (var i = 0; i < piece.Length; i++)
        {
            if (i + 1 >= piece.Length || ids[i] != left || ids[i + 1] != right)
            {
                ids[end++] = ids[i];
                continue;
            }

            if (end > 0)
            {
                Count(BpeTokenizer.Key(ids[end - 1], left), -piece.Frequency, index);
                Grow(BpeTokenizer.Key(ids[end - 1], token));
            }

            if (i + 2 < piece.Length)
            {
                Count(BpeTokenizer.Key(right, ids[i + 2]), -piece.Frequency, index);
                Grow(BpeTokenizer.Key(token, ids[i + 2]));
            }

            ids[end++] = token;
            i++;
        }

        piece.Length = end;

        void Grow(long key)
        {
            Count(key, piece.Frequency, index);
            grown.Add(key);
        }
    }

    private sealed class Piece(int[] ids, long frequency)
    {
        public int[] Ids { get; } = ids;

        public int Length { get; set; } = ids.Length;

        public long Frequency { get; } = frequency;
    }
}
