using System.Globalization;
using Pawl.Benchmarks.Reporting.Goals;

namespace Pawl.Benchmarks.Reporting;

/// <summary>Something both programs do, and what we want of it.</summary>
/// <param name="Key">As <c>--only</c> and the measurements name it.</param>
/// <param name="Title">A line that says what is done.</param>
/// <param name="Arguments">Of our own program; <c>{threads}</c> and <c>{seconds}</c> stand for numbers.</param>
public sealed record BenchmarkWork(string Key, string Title, string Arguments, IReadOnlyList<PeerProgram> Peers, IReadOnlyList<Goal> Goals)
{
    public static IEnumerable<Configuration> OwnConfigurations(int threads) =>
        ((int[])[1, threads]).Distinct().Select(count => new Configuration(Configuration.Own, count));

    public IReadOnlyList<string> CommandLine(Configuration configuration, double seconds) =>
        [
            .. Arguments
                .Replace("{threads}", $"{configuration.Threads}", StringComparison.Ordinal)
                .Replace("{seconds}", seconds.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Split(' '),
            "--json",
        ];
}
