using System.Diagnostics;

namespace Pawl.Benchmarks.Machine;

/// <summary>The most memory a process ever held at once.</summary>
internal static class PeakMemory
{
    private const double Mebi = 1024 * 1024;

    /// <returns>Resident memory in MiB, or null where the system does not tell.</returns>
    public static double? OfThisProcess()
    {
        // One line of the file: "VmHWM:	   84212 kB"
        const string status = "/proc/self/status";
        if (File.Exists(status))
        {
            var words = File.ReadLines(status)
                .FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
                ?.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            return words is [_, var number, ..] && long.TryParse(number, out var kibibytes) ? Math.Round(kibibytes / 1024.0, 1) : null;
        }

        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 > 0 ? Math.Round(process.PeakWorkingSet64 / Mebi, 1) : null;
    }
}
