using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Pawl.Shogi.Attacks;

/// <summary>
/// How the occupied squares of a line become a table index: with the PEXT instruction where it is quick, else with a multiplication that gathers the bits
/// at the top of the word ("magic"). Chosen once at start.
/// </summary>
internal static class LineIndex
{
    /// <summary>A line has at most seven squares whose occupation matters: the outermost ones stop nothing.</summary>
    public const int Bits = 7;

    /// <summary>Set to 0 or 1 to force the choice, as the tests do.</summary>
    public const string Switch = "PAWL_SHOGI_PEXT";

    /// <summary>The choice is a constant once the methods that use it are compiled again as hot.</summary>
    public static readonly bool UsesPext = Choose();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Of(ulong occupied, ulong mask, ulong magic) =>
        UsesPext ? Bmi2.X64.ParallelBitExtract(occupied, mask) : ((occupied & mask) * magic) >> (64 - Bits);

    private static bool Choose()
    {
        if (!Bmi2.X64.IsSupported)
        {
            return false;
        }

        return Environment.GetEnvironmentVariable(Switch) switch
        {
            "0" => false,
            "1" => true,
            _ => !HasSlowPext(),
        };
    }

    /// <summary>AMD's families 15h and 17h (up to Zen 2) run PEXT as microcode, up to 300 cycles (AMD Software Optimization Guide 56305, appendix A).</summary>
    private static bool HasSlowPext()
    {
        const int AmdSignature = 0x6874_7541; // "Auth" of "AuthenticAMD"
        if (X86Base.CpuId(0, 0).Ebx != AmdSignature)
        {
            return false;
        }

        var signature = X86Base.CpuId(1, 0).Eax;
        var family = ((signature >> 8) & 15) + ((signature >> 20) & 255);
        return family < 0x19;
    }
}
