namespace Pawl.Benchmarks.Reporting;

/// <summary>What was measured of one work.</summary>
/// <param name="Figures">One entry for each configuration that came back at least once.</param>
/// <param name="Failures">Configurations that did not, each with what it said.</param>
public sealed record WorkResult(
    BenchmarkWork Work,
    IReadOnlyList<Figures> Figures,
    IReadOnlyList<(Configuration Configuration, string Complaint)> Failures
)
{
    /// <summary>The configuration of a program with the least median, or null when none was measured.</summary>
    public Figures? Best(string program) =>
        Figures.Where(figure => figure.Configuration.Program == program).MinBy(figure => figure.MedianMs);

    /// <summary>The configuration in which a program and its matrix library both use that many threads.</summary>
    public Figures? Of(string program, int threads) =>
        Figures.FirstOrDefault(figure =>
            figure.Configuration.Program == program
            && figure.Configuration.Threads == threads
            && (figure.Configuration.BlasThreads ?? threads) == threads
        );
}
