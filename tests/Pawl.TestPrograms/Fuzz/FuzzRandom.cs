namespace Pawl.TestPrograms.Fuzz;

/// <summary>The random choices of one case: a function of seed and case number alone, so that any case can be run again by itself.</summary>
/// <remarks>SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014).</remarks>
internal sealed class FuzzRandom(ulong seed, ulong number)
{
    private ulong _state = Mix(seed) ^ Mix(number + 0x9E3779B97F4A7C15);

    public ulong Next() => Mix(_state += 0x9E3779B97F4A7C15);

    /// <summary>In [0, <paramref name="bound"/>).</summary>
    public int Below(int bound) => (int)((UInt128)Next() * (ulong)bound >> 64);

    /// <summary>In [<paramref name="from"/>, <paramref name="to"/>], both included.</summary>
    public int Between(int from, int to) => from + Below(to - from + 1);

    public bool OneIn(int count) => Below(count) == 0;

    public bool Flip() => (Next() & 1) == 1;

    public T Pick<T>(params ReadOnlySpan<T> items) => items[Below(items.Length)];

    /// <summary>In (−1, 1), of about even density.</summary>
    public float Signed() => (int)(Next() >> 40) * (1f / (1 << 23)) - 1;

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
