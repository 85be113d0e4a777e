namespace Pawl.System.Tests.Shogi;

public sealed class UsiProcessTests
{
    [Fact]
    public void A_gui_can_play_a_game_with_the_child_process()
    {
        using var engine = new UsiChild();
        engine.Say("usi");
        Assert.StartsWith("id name Pawl ", engine.Until("usiok")[0]);
        engine.Say("setoption name USI_Hash value 16", "setoption name NetworkDelay value 50", "isready");
        engine.Until("readyok");
        engine.Say("usinewgame", "position startpos", "go btime 1000 wtime 1000 byoyomi 200");
        engine.Until("bestmove");
        engine.Say("go depth 5");
        var words = engine.Until("bestmove")[^1].Split(' ');
        Assert.Equal("ponder", words[2]);
        engine.Say($"position startpos moves {words[1]} {words[3]}", "go ponder btime 900 wtime 900 byoyomi 200");
        engine.Until("info depth 2");
        engine.Say("ponderhit");
        Assert.StartsWith("bestmove ", engine.Until("bestmove")[^1]);
        engine.Say("\0\u00ff garbage", "position startpos moves 1a1b", "go infinite");
        engine.Until("info string position: move 1, '1a1b', cannot be played");
        engine.Until("info depth 3");
        engine.Say("stop");
        engine.Until("bestmove");
        engine.Say("gameover win", "position sfen 4k4/9/4P4/9/9/9/9/9/4K4 b G 1", "go mate infinite");
        Assert.Equal("checkmate G*5b", engine.Until("checkmate")[^1]);
        engine.Say("position startpos", "go infinite");
        engine.Until("info depth 3");
        engine.Say("quit");
        Assert.Equal(0, engine.End());
    }

    [Fact]
    public void A_gui_that_goes_away_ends_the_child_process()
    {
        using var engine = new UsiChild();
        engine.Say("position startpos", "go infinite");
        engine.Until("info depth 1");
        engine.HangUp();
        Assert.Equal(0, engine.End());
    }

    [Fact]
    public void Level_and_seed_give_the_same_move_in_every_process()
    {
        string Answer()
        {
            using var engine = new UsiChild();
            engine.Say("setoption name Level value 6", "setoption name Seed value 42");
            engine.Say("position startpos moves 7g7f 3c3d 2g2f 8c8d", "go btime 60000 wtime 60000");
            return engine.Until("bestmove")[^1];
        }

        Assert.Equal(Answer(), Answer());
    }
}
