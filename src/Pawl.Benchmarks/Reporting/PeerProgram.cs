using System.Globalization;

namespace Pawl.Benchmarks.Reporting;

/// <summary>A script of <c>bench/peers</c> that does the same work.</summary>
/// <param name="Label">As the tables name it, such as <c>PyTorch</c>.</param>
/// <param name="Arguments">Of the command line; <c>{threads}</c> and <c>{seconds}</c> stand for numbers.</param>
/// <param name="HasOwnBlas">Its products are OpenBLAS's, whose threads are set apart from PyTorch's.</param>
/// <param name="IsMixedToo">Also measured with all threads in the libraries under it and one in PyTorch itself: faster where a step is many small operations.</param>
public sealed record PeerProgram(string Label, string Script, string Arguments, bool HasOwnBlas, bool IsMixedToo = false)
{
    /// <summary>One thread, all threads (what it does by default), and the mixture where that is asked for.</summary>
    public IEnumerable<Configuration> Configurations(int threads)
    {
        yield return new Configuration(Label, 1, HasOwnBlas ? 1 : null);
        if (threads > 1)
        {
            yield return new Configuration(Label, threads, HasOwnBlas ? threads : null);
            if (IsMixedToo)
            {
                yield return new Configuration(Label, 1, threads);
            }
        }
    }

    public IReadOnlyList<string> CommandLine(string folder, Configuration configuration, double seconds) =>
        [
            Path.Combine(folder, Script),
            .. Arguments
                .Replace("{threads}", $"{configuration.Threads}", StringComparison.Ordinal)
                .Replace("{seconds}", seconds.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Split(' '),
        ];

    /// <summary>The thread counts that OpenBLAS, oneDNN and MKL look up; <c>torch.set_num_threads</c>, which a peer calls, does not reach all of them.</summary>
    public static Dictionary<string, string> Environment(Configuration configuration) =>
        new()
        {
            ["OMP_NUM_THREADS"] = $"{configuration.BlasThreads ?? configuration.Threads}",
            ["MKL_NUM_THREADS"] = $"{configuration.BlasThreads ?? configuration.Threads}",
            ["OPENBLAS_NUM_THREADS"] = $"{configuration.BlasThreads ?? configuration.Threads}",
            ["PYTHONDONTWRITEBYTECODE"] = "1",
        };
}
