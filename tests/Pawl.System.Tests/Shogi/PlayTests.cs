using Pawl.Cli.Boards;
using Pawl.Cli.Play;
using Pawl.Shogi.Board;
using Pawl.Shogi.Games;
using Pawl.Shogi.Notation;
using Pawl.Shogi.Records;
using Pawl.Shogi.Search;

namespace Pawl.System.Tests.Shogi;

public sealed class PlayTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pawl-play-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_mate_ends_the_game_with_its_reason()
    {
        var told = Play("4k4/9/4P4/9/9/9/9/9/4K4 b G 1", Color.Black, null, "G*5b");
        Assert.EndsWith("Black wins by checkmate.\n", told);
    }

    [Fact]
    public void Bad_input_is_answered_and_the_end_of_input_ends_the_game()
    {
        var told = Play(Sfen.Start, Color.Black, null, "", "7g7e", "5h", "\u0007;;", "undo", "save", "declare", "help", "hint", "moves");
        Assert.Contains("7g7e is not legal: the P on 7g does not reach 7e.", told);
        Assert.Contains("Which one: ", told);
        Assert.Contains("got '?;;'", told);
        Assert.Contains("There is no move of yours to take back.", told);
        Assert.Contains("Expected a file to write", told);
        Assert.Contains("A declaration would not hold", told);
        Assert.Contains("The engine would play ", told);
        Assert.Contains("The input has ended, and the game with it.", told);
    }

    [Fact]
    public void Undo_takes_back_the_answer_too()
    {
        var told = Play(Sfen.Start, Color.Black, null, "7g7f", "undo", "7g7f", "resign");
        Assert.Contains("Took back your move and the answer.", told);
        Assert.EndsWith("White wins: Black resigned.\n", told);
    }

    [Fact]
    public void The_engine_begins_when_the_person_is_white_and_the_game_is_saved()
    {
        var path = Path.Combine(_folder, "game.kif");
        Play(Sfen.Start, Color.White, path, "resign");
        var record = GameRecords.Read(File.ReadAllBytes(path))[0];
        Assert.Single(record.Moves);
        Assert.Equal(("Pawl level 1", "you"), (record.Black, record.White));
        Assert.Equal(new GameEnd(Color.Black, EndReason.Resignation), record.Outcome);
    }

    private static string Play(string sfen, Color person, string? path, params string[] lines)
    {
        var output = new StringWriter { NewLine = "\n" };
        var settings = new PlaySettings(person, Level.Of(1), 5, new BoardStyle(Letters: true, Flipped: false, Color: false), path);
        new PlaySession(new Game(Sfen.Parse(sfen)), settings, new StringReader(string.Join('\n', lines)), output).Play();
        return output.ToString();
    }
}
