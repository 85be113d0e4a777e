using Pawl.Benchmarks.Measuring;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Output;

namespace Pawl.Cli.Benchmarks;

/// <summary>Shows measurements: as JSON a line each, as they come; for people a table at the end, and what is done meanwhile.</summary>
internal static class BenchOutput
{
    public static async Task WriteAsync(Invocation invocation, IAsyncEnumerable<Measurement> measurements)
    {
        var terminal = invocation.Terminal;
        if (invocation.Json)
        {
            await foreach (var measurement in measurements)
            {
                terminal.WriteJson(measurement, MeasurementJson.Default.Measurement);
                terminal.Flush();
            }

            return;
        }

        using var progress = new BenchProgress(terminal);
        var all = new List<Measurement>();
        await foreach (var measurement in measurements)
        {
            all.Add(measurement);
            progress.Say($"{measurement.Work}, {ThreadWords(measurement.Threads)}: {BenchTable.Rate(measurement)}");
        }

        progress.Dispose();
        BenchTable.Write(terminal, all);
    }

    private static string ThreadWords(int count) => count == 1 ? "1 thread" : $"{count} threads";
}
