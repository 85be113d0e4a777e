using Pawl.Benchmarks.Peak;
using Pawl.Cli.Benchmarks;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl bench peak</c>: what the machine gives at most.</summary>
internal static class BenchPeakVerb
{
    private const double DefaultSeconds = 4;

    public static Verb Create()
    {
        var (threads, seconds) = (BenchOptions.Threads(BenchOptions.OneAndAll), BenchOptions.Seconds(DefaultSeconds));
        var verb = new Verb("peak", "Multiply-adds in registers with the widest vectors, and reading from memory, by one core and all")
        {
            Examples =
            [
                ("pawl bench peak", "The most this machine computes and reads"),
                ("pawl bench peak --threads 1,2,4 --json", "With other thread counts, a line of JSON each"),
            ],
        };
        verb.Add(threads);
        verb.Add(seconds);
        verb.Add(SharedOptions.Json);
        return verb.Does(
            async (invocation, cancellation) =>
            {
                var measurements = PeakBenchmark.Run(invocation.Value(threads), invocation.Value(seconds), cancellation);
                await BenchOutput.WriteAsync(invocation, measurements.ToAsyncEnumerable());
                return ExitCode.Ok;
            }
        );
    }
}
