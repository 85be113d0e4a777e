using System.CommandLine;
using Pawl.Benchmarks.Sampling;
using Pawl.Cli.Benchmarks;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl bench sample</c>: how fast a small GPT writes.</summary>
internal static class BenchSampleVerb
{
    private const double DefaultSeconds = 9;
    private const int MostStreams = 256;

    public static Verb Create()
    {
        var (threads, seconds) = (BenchOptions.Threads(BenchOptions.All), BenchOptions.Seconds(DefaultSeconds));
        var streams = new Option<int[]>("--streams")
        {
            Description = "Texts written at once; may be given several times",
            HelpName = "N",
            DefaultValueFactory = _ => [.. SampleBenchmark.UsualStreams],
        }.Between(1, MostStreams);
        var verb = new Verb("sample", "How fast the baby GPT writes 256 tokens, one text or several at once")
        {
            Examples =
            [
                ("pawl bench sample", "One text, four and sixteen, each in a process of its own"),
                ("pawl bench sample --streams 1 --threads 1,2", "One text on one core and on two"),
            ],
        };
        verb.Add(streams);
        verb.Add(threads);
        verb.Add(seconds);
        verb.Add(SharedOptions.Json);
        return verb.Does(
            async (invocation, cancellation) =>
            {
                var configurations = invocation
                    .Value(streams)
                    .SelectMany(streamCount => invocation.Value(threads).Select(count => (streamCount, count)))
                    .ToList();
                var share = invocation.Value(seconds) / configurations.Count;
                var measurements = configurations is [var (single, threadCount)]
                    ? AsyncEnumerable.Repeat(SampleBenchmark.Run(single, threadCount, share, cancellation), 1)
                    : BenchChildren.RunAsync(
                        configurations.Select(pair =>
                            (string[])["sample", "--streams", $"{pair.streamCount}", "--threads", $"{pair.count}", "--seconds", $"{share}"]
                        ),
                        cancellation
                    );
                await BenchOutput.WriteAsync(invocation, measurements);
                return ExitCode.Ok;
            }
        );
    }
}
