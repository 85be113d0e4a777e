using System.CommandLine;
using Pawl.Benchmarks.Tower;
using Pawl.Cli.Benchmarks;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl bench tower</c>: a residual tower over boards.</summary>
internal static class BenchTowerVerb
{
    private const double DefaultSeconds = 12;

    public static Verb Create()
    {
        var (threads, seconds) = (BenchOptions.Threads(BenchOptions.All), BenchOptions.Seconds(DefaultSeconds));
        var works = new Option<string[]>("--work")
        {
            Description = "What to do with the tower; may be given several times",
            HelpName = "NAME",
            DefaultValueFactory = _ => [.. TowerWork.All.Select(work => work.Name)],
        };
        works.AcceptOnlyFromAmong([.. TowerWork.All.Select(work => work.Name)]);
        var verb = new Verb("tower", "A residual tower of 10 blocks of 128 channels on 9 x 9 boards: a training step, and evaluation")
        {
            Examples =
            [
                ("pawl bench tower", "Training on 256 boards, evaluation of 32 and of one, each in a process of its own"),
                ("pawl bench tower --work tower-infer-1 --threads 1,2", "One board at a time, on one core and on two"),
            ],
        };
        verb.Add(works);
        verb.Add(threads);
        verb.Add(seconds);
        verb.Add(SharedOptions.Json);
        return verb.Does(
            async (invocation, cancellation) =>
            {
                var chosen = TowerWork.All.Where(work => invocation.Value(works).Contains(work.Name)).ToList();
                var configurations = chosen.SelectMany(work => invocation.Value(threads).Select(count => (work, count))).ToList();
                var share = invocation.Value(seconds) / configurations.Count;
                var measurements = configurations is [var (work, threadCount)]
                    ? AsyncEnumerable.Repeat(TowerBenchmark.Run(work, threadCount, share, cancellation), 1)
                    : BenchChildren.RunAsync(
                        configurations.Select(pair =>
                            (string[])["tower", "--work", pair.work.Name, "--threads", $"{pair.count}", "--seconds", $"{share}"]
                        ),
                        cancellation
                    );
                await BenchOutput.WriteAsync(invocation, measurements);
                return ExitCode.Ok;
            }
        );
    }
}
