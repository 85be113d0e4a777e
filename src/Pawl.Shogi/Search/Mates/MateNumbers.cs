using System.Runtime.InteropServices;

namespace Pawl.Shogi.Search.Mates;

/// <param name="Proof">How many leaves at least must yet turn out to be mates for the position to be one; 0 when it is.</param>
/// <param name="Disproof">How many must turn out not to be; 0 when it is refuted.</param>
/// <param name="Length">Plies of the mate found, when it is one.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MateNumbers(uint Proof, uint Disproof, int Length)
{
    /// <summary>More than any sum reaches.</summary>
    public const uint Infinite = 1 << 28;

    public static MateNumbers Refuted => new(Infinite, 0, 0);

    public bool IsMate => Proof == 0;

    public bool IsDecided => Proof == 0 || Disproof == 0;

    public static MateNumbers MateIn(int plies) => new(0, Infinite, plies);

    public static uint Sum(uint left, uint right) => Math.Min(left + right, Infinite);
}
