using System.CommandLine;
using System.Diagnostics;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Output;
using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;
using Pawl.Shogi.Notation;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl shogi perft</c>: counts the leaves of the tree of legal moves.</summary>
internal static class ShogiPerftVerb
{
    private const int DeepestTree = 20;

    public static Verb Create()
    {
        var depth = new Option<int>("--depth")
        {
            Description = "Plies",
            HelpName = "N",
            Required = true,
        }.Between(0, DeepestTree);
        var sfen = new Option<string?>("--sfen") { Description = "The position, as SFEN; the even start unless given", HelpName = "SFEN" };
        var divide = new Option<bool>("--divide") { Description = "Show the leaves below each legal move" };
        var list = new Option<bool>("--list")
        {
            Description = "List the moves of the last ply as a search does, instead of counting them in bulk",
        };
        var verb = new Verb("perft", "Count the leaves of the tree of legal moves: the exact test of a move generator, and its speed")
        {
            Examples =
            [
                ("pawl shogi perft --depth 5", "19,861,490 leaves from the even start"),
                ("pawl shogi perft --depth 3 --divide --sfen '4k4/9/9/9/9/9/9/9/4K4 b P 1'", "By move, to compare with another program"),
            ],
        };
        verb.Add(depth);
        verb.Add(sfen);
        verb.Add(divide);
        verb.Add(list);
        verb.Add(SharedOptions.Json);
        return verb.Does(
            async (invocation, cancellation) =>
            {
                var position = Read(invocation.Value(sfen));
                // counting is synchronous: on a thread of its own, Ctrl-C ends it between two moves of the position
                var result = await Task.Run(
                    () => Count(position, invocation.Value(depth), invocation.Value(list), cancellation),
                    cancellation
                );
                Print(invocation, result, invocation.Value(divide));
                return ExitCode.Ok;
            }
        );
    }

    private static Position Read(string? sfen) =>
        Sfen.TryParse(sfen ?? Sfen.Start, out var position, out var reason)
            ? position!
            : throw CliException.Usage(
                $"--sfen: {reason}.",
                "Give SFEN, such as --sfen 'lnsgkgsnl/1r5b1/ppppppppp/9/9/9/PPPPPPPPP/1B5R1/LNSGKGSNL b - 1'"
            );

    private static PerftJson Count(Position position, int depth, bool lists, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        var moves =
            depth == 0 ? [] : Perft.Divide(position, depth, lists, cancellation).ToDictionary(b => b.Move.ToString(), b => b.Leaves);
        var leaves = depth == 0 ? 1 : moves.Values.Sum();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new PerftJson(position.ToString(), depth, leaves, Math.Round(seconds, 6), Math.Round(leaves / seconds), moves);
    }

    private static void Print(Invocation invocation, PerftJson result, bool divides)
    {
        if (invocation.Json)
        {
            invocation.Terminal.WriteJson(divides ? result : result with { Moves = null }, OutputJson.Default.PerftJson);
            return;
        }

        var writer = invocation.Terminal.Out;
        if (divides)
        {
            foreach (var (move, leaves) in result.Moves!.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                writer.WriteLine($"{move, -5} {leaves, 15:#,##0}");
            }

            writer.WriteLine($"{result.Moves!.Count} moves");
        }

        writer.WriteLine(
            $"{result.Leaves:#,##0} leaves at depth {result.Depth} in {result.Seconds:0.000} s ({result.LeavesPerSecond / 1e6:#,##0.0} million/s)"
        );
    }
}
