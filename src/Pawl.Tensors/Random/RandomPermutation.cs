using System.Numerics;

namespace Pawl.Tensors.Random;

/// <summary>
/// An order of 0…size−1 in which any place is computed without the others: nothing is stored, however large the range, and the state of
/// whoever walks it is the index alone.
/// </summary>
/// <remarks>
/// A balanced Feistel network of six rounds over the next even number of bits, its round function Philox4x32-10, walked until it lands
/// inside the range (fewer than four times on average). Black and Rogaway, "Ciphers with arbitrary finite domains", CT-RSA 2002, sections 4 and 5.
/// </remarks>
public sealed class RandomPermutation
{
    private const int Rounds = 6;

    private readonly ulong _key;
    private readonly ulong _stream;
    private readonly int _halfBits;

    /// <param name="key">The seed.</param>
    /// <param name="stream">Which order of this seed.</param>
    /// <param name="size">How many numbers; at least 1, at most 2^62.</param>
    public RandomPermutation(ulong key, ulong stream, long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, 1L << 62);
        (_key, _stream, Size) = (key, stream, size);
        var bits = 64 - BitOperations.LeadingZeroCount((ulong)size - 1);
        _halfBits = Math.Max(1, (bits + 1) / 2);
    }

    public long Size { get; }

    /// <summary>The number at a place of the order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The place is not in 0…size−1.</exception>
    public long this[long place]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(place);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(place, Size);
            var value = (ulong)place;
            do
            {
                value = Scramble(value);
            } while (value >= (ulong)Size);

            return (long)value;
        }
    }

    private ulong Scramble(ulong value)
    {
        var mask = (1UL << _halfBits) - 1;
        var (left, right) = (value >> _halfBits, value & mask);
        for (var round = 0UL; round < Rounds; round++)
        {
            var drawn = (ulong)Philox4x32.Block(new UInt128(_stream, (right << 3) | round), _key);
            (left, right) = (right, left ^ (drawn & mask));
        }

        return (left << _halfBits) | right;
    }
}
