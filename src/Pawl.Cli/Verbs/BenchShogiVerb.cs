using System.CommandLine;
using Pawl.Benchmarks.Shogi;
using Pawl.Cli.Benchmarks;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl bench shogi</c>: Shogi's rules on one thread.</summary>
internal static class BenchShogiVerb
{
    private const int DefaultRounds = 5;

    public static Verb Create()
    {
        var rounds = new Option<int>("--rounds")
        {
            Description = "How often each is measured, after one time that does not count",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultRounds,
        }.Between(1, 1000);
        var peers = new Option<string[]>("--peer")
        {
            Description = "Another engine that speaks USI and knows 'go perft', measured turn about; may be given several times",
            HelpName = "COMMAND",
        };
        var verb = new Verb("shogi", "Shogi on one thread: trees of legal moves counted and listed, and random games to their end")
        {
            Examples =
            [
                ("pawl bench shogi", "All of it, about half a minute"),
                ("pawl bench shogi --peer ./YaneuraOu", "Turn about with another engine; a slow one may need minutes for each tree"),
            ],
        };
        verb.Add(rounds);
        verb.Add(peers);
        verb.Add(SharedOptions.Json);
        return verb.Does(
            async (invocation, cancellation) =>
            {
                await BenchOutput.WriteAsync(
                    invocation,
                    ShogiBenchmark.RunAsync(invocation.Value(rounds), invocation.Value(peers) ?? [], cancellation)
                );
                return ExitCode.Ok;
            }
        );
    }
}
