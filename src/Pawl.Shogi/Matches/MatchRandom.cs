namespace Pawl.Shogi.Matches;

/// <summary>Random numbers that are the same everywhere: SplitMix64 (Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014).</summary>
/// <param name="seed">Of the match.</param>
/// <param name="stream">What the numbers are for, as the number of a pair of games: each stream has numbers of its own.</param>
internal sealed class MatchRandom(ulong seed, ulong stream)
{
    private const ulong Golden = 0x9E3779B97F4A7C15;
    private ulong _state = Mix(seed + Golden) ^ Mix((stream * Golden) + 1);

    /// <returns>0 to <paramref name="limit"/> - 1, each as likely within 2^-32.</returns>
    public int Below(int limit) => (int)((Next() >> 32) * (ulong)limit >> 32);

    private ulong Next() => Mix(_state += Golden);

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
