namespace Pawl.Tensors.Random;

/// <summary>Counter-based generator Philox4x32-10: each draw is a function of key and counter alone, so its state is plain data.</summary>
/// <remarks>
/// Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011, section 3.3. Not for secrets.
/// Not thread-safe; give each thread a generator with a key or stream of its own.
/// </remarks>
public sealed class Philox4x32
{
    internal const uint Multiplier0 = 0xD2511F53;
    internal const uint Multiplier1 = 0xCD9E8D57;
    internal const uint Weyl0 = 0x9E3779B9;
    internal const uint Weyl1 = 0xBB67AE85;

    private readonly ulong _key;
    private readonly ulong _stream;
    private ulong _position;
    private UInt128 _block;
    private ulong _blockIndex = ulong.MaxValue;

    /// <param name="key">The seed.</param>
    /// <param name="stream">Upper half of the counter: streams of one key never overlap.</param>
    /// <param name="position">How many 32-bit words of the stream were drawn already.</param>
    public Philox4x32(ulong key, ulong stream = 0, ulong position = 0)
    {
        _key = key;
        _stream = stream;
        _position = position;
    }

    public Philox4x32(PhiloxState state)
        : this(state.Key, state.Stream, state.Position) { }

    /// <summary>Everything the next draws depend on.</summary>
    public PhiloxState State => new(_key, _stream, _position);

    /// <summary>The 128 bits at <paramref name="counter"/>: ten rounds.</summary>
    public static UInt128 Block(UInt128 counter, ulong key)
    {
        var (c0, c1, c2, c3) = ((uint)counter, (uint)(counter >> 32), (uint)(counter >> 64), (uint)(counter >> 96));
        var (k0, k1) = ((uint)key, (uint)(key >> 32));
        for (var round = 0; round < 10; round++)
        {
            var product0 = (ulong)Multiplier0 * c0;
            var product1 = (ulong)Multiplier1 * c2;
            (c0, c1, c2, c3) = ((uint)(product1 >> 32) ^ c1 ^ k0, (uint)product1, (uint)(product0 >> 32) ^ c3 ^ k1, (uint)product0);
            k0 += Weyl0;
            k1 += Weyl1;
        }

        return new UInt128(((ulong)c3 << 32) | c2, ((ulong)c1 << 32) | c0);
    }

    /// <summary>Uniform over all 32-bit values.</summary>
    public uint NextUInt32()
    {
        var blockIndex = _position >> 2;
        if (blockIndex != _blockIndex)
        {
            _block = Block(new UInt128(_stream, blockIndex), _key);
            _blockIndex = blockIndex;
        }

        var word = (uint)(_block >> (int)((_position & 3) * 32));
        _position++;
        return word;
    }

    /// <summary>Uniform over all 64-bit values.</summary>
    public ulong NextUInt64() => NextUInt32() | ((ulong)NextUInt32() << 32);

    /// <summary>Uniform in [0, 1), a multiple of 2^-24.</summary>
    public float NextSingle() => (NextUInt32() >> 8) * (1f / (1 << 24));

    /// <summary>Uniform in [0, 1), a multiple of 2^-53.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1L << 53));

    /// <summary>Uniform in [0, <paramref name="exclusiveMaximum"/>), exactly: draws that would bias the result are rejected.</summary>
    /// <remarks>Lemire, "Fast random integer generation in an interval", 2019, algorithm 5.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The maximum is not positive.</exception>
    public int NextInt32(int exclusiveMaximum)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveMaximum);
        var range = (uint)exclusiveMaximum;
        var product = (ulong)NextUInt32() * range;
        if ((uint)product < range)
        {
            var threshold = (0u - range) % range;
            while ((uint)product < threshold)
            {
                product = (ulong)NextUInt32() * range;
            }
        }

        return (int)(product >> 32);
    }

    /// <summary>Standard normal by Box and Muller, 1958; each draw takes four words and the sine half is not kept.</summary>
    public double NextNormal()
    {
        var radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return radius * Math.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>Fisher–Yates: every order equally likely.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = NextInt32(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>Fills with normal numbers of mean 0.</summary>
    public void FillNormal(Span<float> values, float standardDeviation)
    {
        foreach (ref var value in values)
        {
            value = (float)(NextNormal() * standardDeviation);
        }
    }
}
