using Pawl.Benchmarks.Measuring;
using Pawl.Benchmarks.Reporting;
using Pawl.Benchmarks.Reporting.Goals;

namespace Pawl.Benchmarks.Tests.Reporting;

/// <summary>Results with numbers that are easy to divide.</summary>
internal static class Results
{
    public const string Peer = "PyTorch";

    public static BenchmarkWork Work(params Goal[] goals) =>
        new(
            "work",
            "Some work",
            "bench work --threads {threads}",
            [new PeerProgram(Peer, "work.py", "{threads}", HasOwnBlas: true)],
            goals
        );

    public static WorkResult Of(BenchmarkWork work, params IEnumerable<Figures> figures) => new(work, [.. figures], []);

    public static Figures Figure(
        string program,
        int threads,
        double milliseconds,
        int? blas = null,
        double memory = 100,
        double? peak = null
    ) =>
        Figures.Of(
            new Configuration(program, threads, blas),
            [
                new Measurement(program, "work", threads, milliseconds, milliseconds / 2, 1, "calls/s", memory, $"{program} 1.0")
                {
                    PeakPercent = peak,
                },
            ]
        );
}
