using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Search;

/// <summary>The random part of the choice of weaker levels.</summary>
internal static class Softening
{
    /// <returns>
    /// -<see cref="SearchLimits.Softness"/> to +<see cref="SearchLimits.Softness"/>, small ones likelier; the same for the same seed, position and move. Mixed as
    /// in SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
    /// </returns>
    public static int ShiftOf(SearchLimits limits, ulong key, Move move)
    {
        if (limits.Softness == 0)
        {
            return 0;
        }

        var mixed = Mix(Mix(limits.Seed + 0x9E3779B97F4A7C15) ^ key ^ ((ulong)move.Bits << 32));
        var range = (ulong)limits.Softness + 1;
        // the difference of two even draws
        return (int)((mixed & 0xFFFF_FFFF) % range) - (int)((mixed >> 32) % range);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
