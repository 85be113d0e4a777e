using System.Numerics;

namespace Pawl.Shogi.Attacks;

/// <summary>Finds multipliers that send every set of at most seven bits to an index of its own.</summary>
internal static class MagicSearch
{
    /// <param name="mask">The bits that may be set, at most <see cref="LineIndex.Bits"/>.</param>
    /// <returns>A number whose product with any subset of the mask differs in its top seven bits from that of every other subset.</returns>
    public static ulong Find(ulong mask)
    {
        var subsets = 1 << BitOperations.PopCount(mask);
        Span<bool> taken = stackalloc bool[1 << LineIndex.Bits];
        for (var seed = mask | 1; ; )
        {
            // a product of few bits set keeps the sums of the multiplication apart; three draws ANDed have about eight
            var magic = Draw(ref seed) & Draw(ref seed) & Draw(ref seed);
            taken.Clear();
            var found = 0;
            for (ulong subset = 0; found < subsets; subset = (subset - mask) & mask)
            {
                ref var place = ref taken[(int)((subset * magic) >> (64 - LineIndex.Bits))];
                if (place)
                {
                    break;
                }

                place = true;
                found++;
            }

            if (found == subsets)
            {
                return magic;
            }
        }
    }

    /// <summary>Marsaglia's xorshift64 ("Xorshift RNGs", Journal of Statistical Software 8(14), 2003).</summary>
    private static ulong Draw(ref ulong state)
    {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return state * 0x2545F4914F6CDD1D;
    }
}
