using System.CommandLine;
using Pawl.Benchmarks.Operations;
using Pawl.Cli.Benchmarks;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl bench ops</c>: every kernel on its own.</summary>
internal static class BenchOpsVerb
{
    private const double DefaultSeconds = 20;

    public static Verb Create()
    {
        var (threads, seconds) = (BenchOptions.Threads(BenchOptions.OneAndAll), BenchOptions.Seconds(DefaultSeconds));
        var only = new Option<string?>("--only") { Description = "Only operations whose name contains this", HelpName = "WORD" };
        only.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (!OperationBenchmark.Names.Any(name => name.Contains(token.Value, StringComparison.OrdinalIgnoreCase)))
                {
                    result.AddError($"--only: expected part of one of {string.Join(", ", OperationBenchmark.Names)}, got '{token.Value}'.");
                }
            }
        });
        var verb = new Verb("ops", "Every operation of the training recipes at its size, forward and backward, and what sharing work costs")
        {
            Examples =
            [
                ("pawl bench ops", "All of them, by one core and all"),
                ("pawl bench ops --only attention --seconds 5", "Attention alone"),
            ],
        };
        verb.Add(only);
        verb.Add(threads);
        verb.Add(seconds);
        verb.Add(SharedOptions.Json);
        return verb.Does(
            async (invocation, cancellation) =>
            {
                var measurements = OperationBenchmark.Run(
                    invocation.Value(threads),
                    invocation.Value(only),
                    invocation.Value(seconds),
                    cancellation
                );
                await BenchOutput.WriteAsync(invocation, measurements.ToAsyncEnumerable());
                return ExitCode.Ok;
            }
        );
    }
}
