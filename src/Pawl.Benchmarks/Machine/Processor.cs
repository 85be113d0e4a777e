using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Pawl.Benchmarks.Machine;

/// <summary>What computes here.</summary>
public static class Processor
{
    /// <summary>As the system names it, or the architecture where it does not.</summary>
    public static string Name { get; } = ReadName();

    /// <summary>Instruction sets this process may use, such as <c>AVX2, FMA</c>; switched off ones are not among them.</summary>
    public static string InstructionSets { get; } =
        string.Join(
            ", ",
            new (bool IsThere, string Name)[]
            {
                (Sse42.IsSupported, "SSE4.2"),
                (Avx.IsSupported, "AVX"),
                (Avx2.IsSupported, "AVX2"),
                (Fma.IsSupported, "FMA"),
                (Avx512F.IsSupported, "AVX-512F"),
                (AdvSimd.IsSupported, "AdvSIMD"),
            }
                .Where(set => set.IsThere)
                .Select(set => set.Name)
                .DefaultIfEmpty("none")
        );

    /// <summary>Bits of the widest vectors this process computes with; 0 without any.</summary>
    public static int VectorBits =>
        Vector512.IsHardwareAccelerated ? 512
        : Vector256.IsHardwareAccelerated ? 256
        : Vector128.IsHardwareAccelerated ? 128
        : 0;

    /// <summary>The first three numbers of <c>/proc/loadavg</c>: tasks that wanted a core over the last 1, 5 and 15 minutes.</summary>
    public static string? LoadAverage() =>
        // One sample of the file: "2.64 1.12 1.33 3/412 51234"
        File.Exists("/proc/loadavg")
            ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3])
            : null;

    private static string ReadName()
    {
        // One line of the file: "model name	: AMD EPYC 9B45"
        const string path = "/proc/cpuinfo";
        var line = File.Exists(path)
            ? File.ReadLines(path).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':') + 1)..].Trim();
    }
}
