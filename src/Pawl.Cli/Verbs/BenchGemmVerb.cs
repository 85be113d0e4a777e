using System.CommandLine;
using Pawl.Benchmarks.Products;
using Pawl.Cli.Benchmarks;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl bench gemm</c>: the matrix product.</summary>
internal static class BenchGemmVerb
{
    private const double DefaultSeconds = 20;
    private const int MostSize = 16384;

    public static Verb Create()
    {
        var (threads, seconds) = (BenchOptions.Threads(BenchOptions.OneAndAll), BenchOptions.Seconds(DefaultSeconds));
        var sizes = new Option<int[]>("--size")
        {
            Description = "Only the product of two square matrices of this size; may be given several times",
            HelpName = "N",
            DefaultValueFactory = _ => [],
        }.Between(1, MostSize);
        var verb = new Verb("gemm", "Matrix products: square ones in all four transpositions, and those of a GPT's training step")
        {
            Examples =
            [
                ("pawl bench gemm", "All shapes, by one core and all"),
                ("pawl bench gemm --size 576 --size 2048 --threads 1", "Two sizes on one core"),
            ],
        };
        verb.Add(sizes);
        verb.Add(threads);
        verb.Add(seconds);
        verb.Add(SharedOptions.Json);
        return verb.Does(
            async (invocation, cancellation) =>
            {
                var measurements = GemmBenchmark.Run(
                    invocation.Value(threads),
                    invocation.Value(sizes),
                    invocation.Value(seconds),
                    cancellation
                );
                await BenchOutput.WriteAsync(invocation, measurements.ToAsyncEnumerable());
                return ExitCode.Ok;
            }
        );
    }
}
