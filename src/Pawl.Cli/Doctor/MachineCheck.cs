using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Pawl.Benchmarks.Machine;
using Pawl.Cli.Output;
using Pawl.Runs;

namespace Pawl.Cli.Doctor;

/// <summary>Processor, memory and runtime.</summary>
internal static class MachineCheck
{
    public static IEnumerable<Finding> Look()
    {
        yield return new Finding("pawl", Verdict.Ok, $"{ProductVersion.Full} at {Environment.ProcessPath}");
        yield return new Finding(
            "runtime",
            Verdict.Ok,
            $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.RuntimeIdentifier}, {RuntimeInformation.OSDescription}"
        );
        yield return new Finding("processor", Verdict.Ok, $"{Processor.Name}, {Environment.ProcessorCount} usable cores");
        yield return Simd();
        yield return Memory();
    }

    private static Finding Simd()
    {
        if (Vector512.IsHardwareAccelerated && Avx512F.IsSupported)
        {
            return new Finding("simd", Verdict.Ok, "AVX-512 (512-bit vectors)");
        }

        if (Vector256.IsHardwareAccelerated)
        {
            return new Finding("simd", Verdict.Ok, Fma.IsSupported ? "AVX2 + FMA (256-bit vectors)" : "256-bit vectors without FMA");
        }

        return Vector128.IsHardwareAccelerated
            ? new Finding(
                "simd",
                Verdict.Doubtful,
                "128-bit vectors",
                "Training works, at about a quarter of the speed of an AVX2 machine."
            )
            : new Finding("simd", Verdict.Doubtful, "none", "Training works, but very slowly: use a machine with AVX2 or better.");
    }

    private static Finding Memory()
    {
        const long enough = 1L << 30;
        var total = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var free = MeminfoBytes("MemAvailable");
        var found = free is { } bytes ? $"{Format.Bytes(total)}, {Format.Bytes(bytes)} free" : Format.Bytes(total);
        return total >= enough
            ? new Finding("memory", Verdict.Ok, found)
            : new Finding("memory", Verdict.Doubtful, found, "Below 1 GiB only tiny models fit.");
    }

    private static long? MeminfoBytes(string key)
    {
        // One line of the file: "MemAvailable:   23871234 kB"
        var line = ReadLines("/proc/meminfo").FirstOrDefault(line => line.StartsWith(key + ":", StringComparison.Ordinal));
        var words = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [_, var number, ..] && long.TryParse(number, out var kibibytes) ? kibibytes * 1024 : null;
    }

    private static IEnumerable<string> ReadLines(string path) => File.Exists(path) ? File.ReadLines(path) : [];
}
