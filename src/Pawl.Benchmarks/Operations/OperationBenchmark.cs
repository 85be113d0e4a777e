using Pawl.Benchmarks.Measuring;
using Pawl.Benchmarks.Peak;
using Pawl.Tensors.Threads;

namespace Pawl.Benchmarks.Operations;

/// <summary>Every kernel of the recipes on its own.</summary>
public static class OperationBenchmark
{
    private const double LeastWarmUpSeconds = 0.4;

    /// <summary>Names to select by.</summary>
    public static IEnumerable<string> Names => OperationCases.All.Select(operation => operation.Name);

    /// <param name="only">Only operations whose name contains this; null for all.</param>
    /// <param name="seconds">For all together.</param>
    public static IEnumerable<Measurement> Run(IReadOnlyList<int> threads, string? only, double seconds, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(threads);
        var cases = OperationCases
            .All.Where(operation => only is null || operation.Name.Contains(only, StringComparison.OrdinalIgnoreCase))
            .ToList();
        var pace = Pace.Share(seconds, cases.Count * threads.Count);
        var peak = new MachinePeak(cancellation);
        foreach (var operation in cases)
        {
            // What an operation runs is compiled well only after it has run for a while; later counts find it so.
            var first = pace with
            {
                WarmUpSeconds = Math.Max(pace.WarmUpSeconds, LeastWarmUpSeconds),
            };
            foreach (var count in threads)
            {
                using var team = new ComputeThreads(count);
                foreach (var measurement in operation.Measure(team, count == threads[0] ? first : pace, peak, cancellation))
                {
                    yield return measurement;
                }
            }
        }
    }
}
