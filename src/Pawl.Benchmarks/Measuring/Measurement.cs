using System.Reflection;
using Pawl.Benchmarks.Machine;

namespace Pawl.Benchmarks.Measuring;

/// <summary>
/// What one configuration came to: a line of <c>pawl bench … --json</c>, and of the scripts in <c>bench/peers</c>. Members are added over
/// time, never renamed or removed; one that does not apply is null.
/// </summary>
/// <param name="Name">The program: <c>pawl</c> or <c>pytorch</c>.</param>
/// <param name="Work">Such as <c>gpt-cpu</c> or <c>gemm-576</c>; the same in both programs.</param>
/// <param name="Threads">Threads the program was told to use.</param>
/// <param name="MedianMs">Milliseconds of one call, the median.</param>
/// <param name="MinMs">Of the fastest.</param>
/// <param name="Rate">At the median, in <paramref name="Unit"/>.</param>
/// <param name="PeakRssMb">Most memory the process ever held, in MiB; of the whole process, so only true of a configuration that ran alone.</param>
/// <param name="Version">Of the program and what it stands on.</param>
public sealed record Measurement(
    string Name,
    string Work,
    int Threads,
    double MedianMs,
    double MinMs,
    double Rate,
    string Unit,
    double? PeakRssMb,
    string Version
)
{
    /// <summary>Threads of a matrix library that counts its own, as OpenBLAS does.</summary>
    public int? BlasThreads { get; init; }

    /// <summary>Arithmetic rate at the median, where <see cref="Unit"/> is another.</summary>
    public double? Gflops { get; init; }

    /// <summary>Share of the peak measured in the same process with as many threads: of arithmetic, or of memory where the unit is GB/s.</summary>
    public double? PeakPercent { get; init; }

    /// <summary>Calls that were timed.</summary>
    public int? Steps { get; init; }

    /// <summary>Loss after a fixed number of steps: the same digits on any number of threads.</summary>
    public double? Loss { get; init; }

    /// <summary>Managed memory allocated by one call, in bytes.</summary>
    public long? ManagedBytes { get; init; }

    /// <summary>What the numbers alone do not say, such as the vectors in use.</summary>
    public string? Note { get; init; }

    /// <summary>A measurement of this program.</summary>
    /// <param name="amount">Of <paramref name="unit"/> in one call, so that the rate is amount / median.</param>
    internal static Measurement Of(string work, int threads, Samples samples, double amount, string unit) =>
        new(
            Own,
            work,
            threads,
            Math.Round(samples.Median, 6),
            Math.Round(samples.Min, 6),
            Math.Round(amount / samples.Median * 1e3, 3),
            unit,
            PeakMemory.OfThisProcess(),
            OwnVersion
        )
        {
            Steps = samples.Count,
        };

    public const string Own = "pawl";

    private static string OwnVersion { get; } = $"Pawl {Release()}, .NET {Environment.Version}";

    /// <summary>Such as <c>0.1.0+f9da71b9ecbc</c>: the release and the commit it was built from.</summary>
    private static string Release()
    {
        const int commitDigits = 12;
        var text = typeof(Measurement).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
        return text[..Math.Min(text.Length, text.IndexOf('+') + 1 + commitDigits)];
    }
}
