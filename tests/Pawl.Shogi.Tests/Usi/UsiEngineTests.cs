namespace Pawl.Shogi.Tests.Usi;

public sealed class UsiEngineTests : IDisposable
{
    /// <summary>Black mates with a gold on 5b.</summary>
    private const string MateInOne = "position sfen 4k4/9/4P4/9/9/9/9/9/4K4 b G 1";

    /// <summary>Other processes may hold the machine for so long; the reserve of an option covers the rest.</summary>
    private const int MachineNoise = 300;

    private readonly Conversation _gui = new();

    public void Dispose() => _gui.Dispose();

    [Fact]
    public void Handshake_names_the_engine_and_its_options()
    {
        _gui.Say("usi");
        var lines = _gui.Until("usiok");
        Assert.Contains("id name Pawl test", lines);
        Assert.Contains("option name USI_Hash type spin default 64 min 1 max 32768", lines);
        Assert.Contains("option name USI_Ponder type check default true", lines);
        Assert.Contains("option name Level type spin default 10 min 1 max 10", lines);
        Assert.Contains(
            lines,
            line => line.StartsWith("option name EnteringKingRule type combo default CSARule27 ", StringComparison.Ordinal)
        );
        _gui.Say("isready");
        Assert.Equal(["readyok"], _gui.Until("readyok"));
    }

    [Fact]
    public void Depth_is_kept_and_every_iteration_is_told()
    {
        _gui.Say("position startpos moves 7g7f 3c3d", "go depth 4");
        var lines = _gui.Until("bestmove");
        Assert.Equal(5, lines.Count);
        Assert.Matches(@"^info depth 4 seldepth \d+ score cp -?\d+ nodes \d+ nps \d+ time \d+ hashfull \d+ pv( \S+)+$", lines[3]);
        Assert.Matches(@"^bestmove \S+ ponder \S+$", lines[4]);
    }

    [Fact]
    public void Nodes_are_kept()
    {
        _gui.Say("position startpos", "go nodes 5000");
        var last = _gui.Until("bestmove")[^2];
        Assert.InRange(long.Parse(last.Split(' ').SkipWhile(word => word != "nodes").ElementAt(1)), 1, 5000);
    }

    [Fact]
    public void Mate_is_told_in_plies()
    {
        _gui.Say(MateInOne, "go depth 3");
        Assert.Contains(_gui.Until("bestmove G*5b"), line => line.Contains("score mate 1 ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("4k4/9/4P4/9/9/9/9/9/4K4 b G 1", "checkmate G*5b")]
    [InlineData("4k4/9/4P4/9/9/9/9/9/4K4 b - 1", "checkmate nomate")]
    public void Mate_search_answers(string sfen, string answer)
    {
        _gui.Say($"position sfen {sfen}", "go mate 10000");
        Assert.Equal(answer, _gui.Until("checkmate")[^1]);
    }

    [Fact]
    public void Mated_side_resigns()
    {
        Assert.Equal("bestmove resign", _gui.Ask("position sfen 4k4/4G4/4P4/9/9/9/9/9/4K4 w - 1", "go byoyomi 1000").Answer);
    }

    [Fact]
    public void Entered_king_declares_by_the_rule_set()
    {
        const string Entered = "position sfen +B+B+R+R1K3/PPPPPP3/9/9/9/9/9/9/7k1 b 4G4S 1";
        Assert.Equal("bestmove win", _gui.Ask(Entered, "go depth 1").Answer);
        Assert.NotEqual("bestmove win", _gui.Ask("setoption name EnteringKingRule value NoEnteringKing", Entered, "go depth 1").Answer);
    }

    [Fact]
    public void Infinite_search_answers_at_stop_and_quickly()
    {
        _gui.Say("position startpos", "go infinite");
        _gui.Until("info depth 5");
        Assert.True(_gui.IsSilentFor(TimeSpan.FromMilliseconds(200), "bestmove"));
        var (answer, time) = _gui.Ask("stop");
        Assert.StartsWith("bestmove ", answer);
        Assert.InRange(time, TimeSpan.Zero, TimeSpan.FromMilliseconds(300 + MachineNoise));
    }

    [Fact]
    public void Infinite_search_that_is_done_still_waits_for_stop()
    {
        _gui.Say(MateInOne, "go infinite");
        Assert.True(_gui.IsSilentFor(TimeSpan.FromMilliseconds(300), "bestmove"));
        Assert.Equal("bestmove G*5b", _gui.Ask("stop").Answer);
    }

    [Fact]
    public void Ponder_search_answers_only_after_ponderhit_and_within_its_time()
    {
        _gui.Say("position startpos moves 7g7f", "go ponder btime 0 wtime 0 byoyomi 300");
        Assert.True(_gui.IsSilentFor(TimeSpan.FromMilliseconds(500), "bestmove"));
        var (answer, time) = _gui.Ask("ponderhit");
        Assert.StartsWith("bestmove ", answer);
        Assert.InRange(time, TimeSpan.Zero, TimeSpan.FromMilliseconds(300 + MachineNoise));
    }

    [Fact]
    public void Ponder_search_that_missed_answers_at_stop()
    {
        _gui.Say("position startpos moves 7g7f", "go ponder btime 0 wtime 0 byoyomi 300");
        Assert.StartsWith("bestmove ", _gui.Ask("stop").Answer);
        Assert.StartsWith("bestmove ", _gui.Ask("position startpos", "go depth 2").Answer);
    }

    [Theory]
    [InlineData("go btime 0 wtime 0 byoyomi 400", 400)]
    [InlineData("go btime 500 wtime 500", 500)]
    [InlineData("go btime 100 wtime 100 binc 300 winc 300", 400)]
    [InlineData("go movetime 250", 250)]
    [InlineData("go btime 20 wtime 20", 100)]
    public void Time_is_held(string go, int milliseconds)
    {
        _gui.Ask("isready", "position startpos", "go depth 3");
        var (_, time) = _gui.Ask("position startpos moves 2g2f 8c8d", go);
        Assert.InRange(time, TimeSpan.Zero, TimeSpan.FromMilliseconds(milliseconds + MachineNoise));
    }

    [Fact]
    public void Weak_levels_hold_their_time_too()
    {
        _gui.Ask("setoption name Level value 9", "isready", "position startpos", "go depth 2");
        var (_, time) = _gui.Ask("position startpos", "go btime 0 wtime 0 byoyomi 200");
        Assert.InRange(time, TimeSpan.Zero, TimeSpan.FromMilliseconds(200 + MachineNoise));
    }

    [Fact]
    public void Level_and_seed_decide_the_move()
    {
        var first = _gui.Ask("setoption name Level value 3", "setoption name Seed value 7", "position startpos", "go byoyomi 5000").Answer;
        _gui.Ask("position startpos moves 2g2f", "go byoyomi 5000");
        Assert.Equal(first, _gui.Ask("usinewgame", "position startpos", "go byoyomi 5000").Answer);
    }

    [Fact]
    public void Several_lines_are_told_when_asked_for()
    {
        _gui.Say("setoption name MultiPV value 3", "position startpos", "go depth 3");
        var lines = _gui.Until("bestmove");
        var firstMoves = lines[^4..^1].Select(line => line.Split(" pv ")[1].Split(' ')[0]);
        Assert.Equal(3, firstMoves.Distinct().Count());
        Assert.Contains("depth 3", lines[^2], StringComparison.Ordinal);
        Assert.Contains("multipv 3", lines[^2], StringComparison.Ordinal);
    }

    [Fact]
    public void Only_searchmoves_are_chosen_from()
    {
        Assert.StartsWith("bestmove 9g9f", _gui.Ask("position startpos", "go depth 4 searchmoves 9g9f").Answer);
    }

    [Theory]
    [InlineData("position startpos moves 7g7f 7g7f", "move 2, '7g7f', cannot be played: 7g is empty")]
    [InlineData("position startpos moves 7g7e", "move 1, '7g7e', cannot be played: the P on 7g does not reach 7e")]
    [InlineData("position startpos moves nonsense", "it is not written as USI writes moves")]
    [InlineData("position sfen 4k4/9/9 b - 1", "expected 9 ranks")]
    [InlineData("position sfen 4k4/9/9/9/9/9/9/9/4K3K b - 1", "two kings")]
    [InlineData("position", "expected 'startpos' or 'sfen'")]
    [InlineData("setoption name Level value 11", "expected a whole number in 1..10, got '11'")]
    [InlineData("setoption name Colour value red", "option 'Colour' is not known")]
    [InlineData("setoption", "expected 'setoption name NAME value VALUE'")]
    [InlineData("go depth", "its number is missing")]
    [InlineData("go sideways 3", "'sideways' is no limit known here")]
    [InlineData("ponderhit", "there is no search on the opponent's time")]
    [InlineData("\u0007\u00e9\u3042 garbage", "is no command known here")]
    public void Wrong_lines_are_explained_and_the_engine_lives_on(string line, string explanation)
    {
        _gui.Say("position startpos moves 7g7f", line);
        Assert.Contains(explanation, _gui.Until("info string")[^1], StringComparison.Ordinal);
        _gui.Say("stop", "isready");
        _gui.Until("readyok");
        Assert.StartsWith("bestmove ", _gui.Ask("go depth 2").Answer);
    }

    [Fact]
    public void Quit_in_mid_search_ends_without_an_answer()
    {
        _gui.Say("position startpos", "go infinite");
        _gui.Until("info depth 3");
        _gui.Say("quit");
        _gui.HangUp();
        Assert.True(_gui.Ends());
        Assert.True(_gui.IsSilentFor(TimeSpan.FromMilliseconds(50), "bestmove"));
    }

    [Fact]
    public void End_of_input_lets_a_search_with_a_limit_answer_and_stops_one_without()
    {
        _gui.Say("position startpos", "go depth 5");
        _gui.HangUp();
        Assert.Contains(_gui.Until("bestmove"), line => line.StartsWith("info depth 5 ", StringComparison.Ordinal));
        Assert.True(_gui.Ends());

        using var other = new Conversation();
        other.Say("position startpos", "go infinite");
        other.HangUp();
        other.Until("bestmove");
        Assert.True(other.Ends());
    }
}
