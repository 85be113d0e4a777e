using System.Runtime.CompilerServices;
using Pawl.Benchmarks.Measuring;
using Pawl.Benchmarks.Reporting;
using Pawl.Cli.Faults;

namespace Pawl.Cli.Benchmarks;

/// <summary>Measures each configuration in a process of its own, so that its peak memory is its own too.</summary>
internal static class BenchChildren
{
    private static readonly Dictionary<string, string> NoEnvironment = [];

    /// <param name="commandLines">What follows <c>pawl bench</c>, without <c>--json</c>.</param>
    /// <exception cref="CliException">A child failed.</exception>
    public static async IAsyncEnumerable<Measurement> RunAsync(
        IEnumerable<string[]> commandLines,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var program = OwnProgram.Find();
        foreach (var commandLine in commandLines)
        {
            var outcome = await ChildProcess.RunAsync(
                program.Executable,
                [.. program.LeadingArguments, "bench", .. commandLine, "--json"],
                NoEnvironment,
                cancellation
            );
            if (outcome.ExitCode != 0)
            {
                throw new CliException(
                    ExitCode.Failed,
                    $"'pawl bench {string.Join(' ', commandLine)}' ended with exit code {outcome.ExitCode}: {outcome.LastComplaint}"
                );
            }

            foreach (var measurement in MeasurementJson.ReadLines(outcome.Output))
            {
                yield return measurement;
            }
        }
    }
}
