using System.CommandLine;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Matches;
using Pawl.Shogi.Engines;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl shogi match A B</c>: which of two engines is the stronger, and by how much.</summary>
internal static class ShogiMatchVerb
{
    public static Verb Create()
    {
        var a = new Argument<string>("A") { Description = $"An engine: {EngineSpec.Ways}" };
        var b = new Argument<string>("B") { Description = "Its opponent, named the same way" };
        var options = new MatchOptions();
        var verb = new Verb("match", "Play a match of two Shogi engines and tell which is the stronger")
        {
            Examples =
            [
                ("pawl shogi match level:10 gnushogi --games 20 --movetime 1000", "Twenty games against GNU Shogi, a second a move"),
                ("pawl shogi match level:4@1 level:3@2 --games 100 --concurrency 2", "How much stronger one level is than another"),
                (
                    "pawl shogi match fairy-stockfish fairy-stockfish --nodes 5000 --option-a \"Skill Level=10\" --records games",
                    "A weaker setting against a stronger one, each game written to games/ as it ends"
                ),
                (
                    "pawl shogi match ./new ./old --games 20000 --time 10+0.1 --sprt 0 5 --concurrency 4",
                    "Until it is clear whether the new version is stronger"
                ),
                ("pawl shogi match ./new ./old --records games --resume", "Go on with a match that was broken off"),
            ],
        };
        verb.Add(a);
        verb.Add(b);
        options.AddTo(verb);
        verb.Add(SharedOptions.Json);
        return verb.Does((invocation, cancellation) => MatchPlay.RunAsync(invocation, options.Read(invocation, a, b), cancellation));
    }
}
