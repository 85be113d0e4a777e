using System.CommandLine;
using Pawl.Cli.Boards;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Output;
using Pawl.Shogi.Board;
using Pawl.Shogi.Records;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl shogi show</c>: a board in the terminal, and the moves that led to it.</summary>
internal static class ShogiShowVerb
{
    private const int WidthOfFiles = 80;

    public static Verb Create()
    {
        var source = new Argument<string>("POSITION")
        {
            Description = "SFEN in quotes, a game as 'startpos moves 7g7f', a file in KIF, KI2, CSA, USI or SFEN, or - for standard input",
        };
        var ply = new Option<int?>("--ply")
        {
            Description = "Show the position after so many moves. Default: after the last",
            HelpName = "N",
        }.Between(0, 1_000_000);
        var game = new Option<int>("--game")
        {
            Description = "Which game of a file with several",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        }.Between(1, 1_000_000);
        var flip = new Option<bool>("--flip") { Description = "White at the bottom" };
        var letters = new Option<bool>("--letters") { Description = "Letters instead of Japanese: P L N S B R G K, White's small" };
        var verb = new Verb("show", "Draw a position in the terminal, with the moves of its game")
        {
            Examples =
            [
                ("pawl shogi show game.kif", "The last position of a game and its moves"),
                ("pawl shogi show game.csa --ply 40 --letters", "After 40 moves, without Japanese characters"),
                ("pawl shogi show \"startpos moves 7g7f 3c3d\"", "A game given as text"),
                ("pawl shogi show \"4k4/9/4P4/9/9/9/9/9/4K4 b G 1\" --json", "A position, for a script"),
            ],
        };
        verb.Add(source);
        verb.Add(ply);
        verb.Add(game);
        verb.Add(flip);
        verb.Add(letters);
        verb.Add(SharedOptions.Json);
        return verb.Does(
            (invocation, _) =>
            {
                var records = RecordFiles.ReadOrParse(invocation.Value(source));
                var record = Pick(records, invocation.Value(game));
                var shown = PlyOf(record, invocation.Value(ply));
                var position = record.PositionAt(shown);
                if (invocation.Json)
                {
                    invocation.Terminal.WriteJson(PositionJson.Of(record, position, shown), OutputJson.Default.PositionJson);
                }
                else
                {
                    var style = new BoardStyle(invocation.Value(letters), invocation.Value(flip), invocation.Terminal.OutHasColor);
                    Write(invocation.Terminal, record, position, shown, style);
                    SayHowMany(invocation, records.Count);
                }

                return Task.FromResult(ExitCode.Ok);
            }
        );
    }

    private static GameRecord Pick(IReadOnlyList<GameRecord> records, int number) =>
        number <= records.Count
            ? records[number - 1]
            : throw CliException.Usage($"--game: expected 1..{records.Count}, the games there are, got {number}.");

    private static int PlyOf(GameRecord record, int? ply) =>
        ply is null || ply <= record.Moves.Count
            ? ply ?? record.Moves.Count
            : throw CliException.Usage($"--ply: expected 0..{record.Moves.Count}, the moves of the game, got {ply}.");

    private static void Write(Terminal terminal, GameRecord record, Position position, int ply, BoardStyle style)
    {
        var output = terminal.Out;
        BoardText.Write(output, position, style, record.Black, record.White);
        output.WriteLine();
        output.WriteLine(position.ToString());
        output.WriteLine(
            $"{position.SideToMove} to move{(position.InCheck ? ", in check" : "")}{(ply == record.Moves.Count && record.Outcome is { } outcome ? $". {outcome}" : "")}"
        );
        foreach (var comment in ply == 0 ? record.Comments : record.Moves[ply - 1].Comments)
        {
            output.WriteLine($"* {comment}");
        }

        if (record.Moves.Count > 0)
        {
            output.WriteLine();
            MoveList.Write(output, record, ply, style.Letters, terminal.TableWidth ?? WidthOfFiles);
        }
    }

    private static void SayHowMany(Invocation invocation, int count)
    {
        if (count > 1)
        {
            invocation.Say($"There are {count} games; show another with --game N.");
        }
    }
}
