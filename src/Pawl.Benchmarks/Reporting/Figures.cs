using Pawl.Benchmarks.Measuring;

namespace Pawl.Benchmarks.Reporting;

/// <summary>One configuration over all rounds: medians of the rounds' medians, the least of their minima, the most of their memory.</summary>
/// <param name="Rounds">Of which a measurement came back.</param>
public sealed record Figures(
    Configuration Configuration,
    int Rounds,
    double MedianMs,
    double MinMs,
    double Rate,
    string Unit,
    double? Gflops,
    double? PeakPercent,
    double? PeakRssMb,
    string Version
)
{
    public static Figures Of(Configuration configuration, IReadOnlyList<Measurement> rounds)
    {
        ArgumentNullException.ThrowIfNull(rounds);
        return new Figures(
            configuration,
            rounds.Count,
            Samples.MedianOf(rounds.Select(round => round.MedianMs)),
            rounds.Min(round => round.MinMs),
            Samples.MedianOf(rounds.Select(round => round.Rate)),
            rounds[0].Unit,
            Median(round => round.Gflops),
            Median(round => round.PeakPercent),
            rounds.Max(round => round.PeakRssMb),
            rounds[0].Version
        );

        double? Median(Func<Measurement, double?> member) =>
            rounds.All(round => member(round) is not null) ? Samples.MedianOf(rounds.Select(round => member(round)!.Value)) : null;
    }
}
