using System.CommandLine;
using Pawl.Cli.Boards;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Play;
using Pawl.Shogi.Board;
using Pawl.Shogi.Games;
using Pawl.Shogi.Notation;
using Pawl.Shogi.Search;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl shogi play</c>: a person against the engine.</summary>
internal static class ShogiPlayVerb
{
    private const int UsualLevel = 4;
    private const string Random = "random";

    public static Verb Create()
    {
        var level = new Option<int>("--level")
        {
            Description = "1, for beginners, to 10",
            HelpName = "N",
            DefaultValueFactory = _ => UsualLevel,
        }.Between(1, Level.Most);
        var color = new Option<string>("--color") { Description = "Your side", DefaultValueFactory = _ => "black" };
        color.AcceptOnlyFromAmong("black", "white", Random);
        var sfen = new Option<string?>("--sfen") { Description = "Begin from this position", HelpName = "SFEN" };
        var handicap = new Option<string?>("--handicap")
        {
            Description = $"White gives these pieces and moves first: {string.Join(", ", Handicap.All.Select(one => one.Name))}",
            HelpName = "NAME",
        };
        var seed = new Option<long?>("--seed")
        {
            Description = "The engine's choices; the same seed answers the same. Default: another each time",
            HelpName = "N",
        };
        seed.Between(0, int.MaxValue);
        var save = new Option<string?>("--save")
        {
            Description = "Write the game here when it is over: .kif, .csa, .usi or .sfen",
            HelpName = "FILE",
        };
        var letters = new Option<bool>("--letters") { Description = "Letters instead of Japanese: P L N S B R G K, White's small" };
        var verb = new Verb("play", "Play Shogi against the engine in the terminal")
        {
            Examples =
            [
                ("pawl shogi play", "You are Black, against level 4"),
                ("pawl shogi play --level 1 --letters", "The weakest opponent, without Japanese characters"),
                ("pawl shogi play --handicap two-pieces --level 10", "The strongest, without its rook and bishop"),
                ("pawl shogi play --color random --save game.kif", "Either side, and keep the game"),
            ],
        };
        verb.Add(level);
        verb.Add(color);
        verb.Add(sfen);
        verb.Add(handicap);
        verb.Add(seed);
        verb.Add(save);
        verb.Add(letters);
        return verb.Does(
            async (invocation, cancellation) =>
            {
                var number = invocation.Value(seed) ?? invocation.Time.GetUtcNow().Ticks % int.MaxValue;
                var person = ColorOf(invocation.Value(color), number);
                var style = new BoardStyle(invocation.Value(letters), person == Color.White, invocation.Terminal.OutHasColor);
                var settings = new PlaySettings(person, Level.Of(invocation.Value(level)), (ulong)number, style, invocation.Value(save));
                var game = new Game(Start(invocation.Value(sfen), invocation.Value(handicap)));
                var session = new PlaySession(game, settings, Console.In, invocation.Terminal.Out);
                // reading a line cannot be cancelled: Ctrl-C ends the process while the reader still waits
                await Task.Run(session.Play, cancellation).WaitAsync(cancellation);
                return ExitCode.Ok;
            }
        );
    }

    private static Color ColorOf(string name, long seed) =>
        name switch
        {
            "black" => Color.Black,
            "white" => Color.White,
            _ => seed % 2 == 0 ? Color.Black : Color.White,
        };

    private static Position Start(string? sfen, string? handicap)
    {
        if (sfen is not null && handicap is not null)
        {
            throw CliException.Usage("Expected --sfen or --handicap, got both.");
        }

        if (handicap is not null)
        {
            return Handicap.Find(handicap)?.Start()
                ?? throw CliException.Usage(
                    $"--handicap: expected one of {string.Join(", ", Handicap.All.Select(one => one.Name))}, got '{handicap}'."
                );
        }

        if (sfen is null)
        {
            return Position.Start();
        }

        return Sfen.TryParse(sfen, out var position, out var reason)
            ? WithKings(position!)
            : throw CliException.Usage($"--sfen: {reason}", "Put the position in quotes: --sfen \"4k4/9/9/9/9/9/9/9/4K4 b RG 1\"");
    }

    private static Position WithKings(Position position) =>
        position.King(Color.Black) is not null && position.King(Color.White) is not null
            ? position
            : throw CliException.Usage(
                "--sfen: expected a position with both kings, got one without; a game cannot be played with one king."
            );
}
