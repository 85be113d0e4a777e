using Pawl.Shogi.Board;
using Pawl.Shogi.Games;
using Pawl.Shogi.Notation;

namespace Pawl.Shogi.Tests.Games;

public sealed class GameTests
{
    /// <summary>A king alone in the corner, a gold beside it, one in hand.</summary>
    private const string MateByGold = "8k/9/8G/9/9/9/9/9/K8 b G 1";

    private const string TwoKings = "4k4/9/9/9/9/9/9/9/4K4 b - 1";

    [Fact]
    public void Mate_wins_for_who_gave_it()
    {
        var game = UsiGames.Play(MateByGold, "G*1b");

        Assert.Equal(new GameEnd(Color.Black, EndReason.Checkmate), game.End);
        Assert.Equal("Black wins by checkmate", game.End!.ToString());
    }

    /// <summary>In an older system a player without a legal move drew.</summary>
    [Fact]
    public void Having_no_legal_move_without_check_loses()
    {
        var game = UsiGames.Play("8k/9/7G1/9/9/9/9/9/K8 b S 1", "S*3b");
        Assert.Equal(new GameEnd(Color.Black, EndReason.Stalemate), game.End);
    }

    [Fact]
    public void Fourth_repetition_is_a_draw()
    {
        const string Cycle = "5i5h 5a5b 5h5i 5b5a ";

        Assert.Null(UsiGames.Play(TwoKings, Cycle + Cycle).End);
        Assert.Equal(new GameEnd(null, EndReason.Repetition), UsiGames.Play(TwoKings, Cycle + Cycle + Cycle).End);
    }

    [Fact]
    public void Perpetual_check_loses_for_the_checking_side()
    {
        // the rook checks on the ranks, the king goes up and down: every move of Black's is a check
        var game = UsiGames.Play("8k/9/9/9/9/9/9/9/K6R1 b - 1", Repeated("2i1i 1a2a 1i2i 2a1a", 3));

        Assert.Equal(new GameEnd(Color.White, EndReason.PerpetualCheck), game.End);
    }

    [Fact]
    public void One_quiet_move_in_the_cycle_makes_perpetual_check_a_draw()
    {
        var game = UsiGames.Play("8k/9/9/9/9/9/9/9/K6R1 b - 1", Repeated("2i1i 1a2a 1i3i 2a1a 3i1i 1a2a 1i2i 2a1a", 3));

        Assert.Equal(new GameEnd(null, EndReason.Repetition), game.End);
    }

    /// <summary>In an older system the limit was tested before mate, so a mate on the last ply was cut off as a draw.</summary>
    [Fact]
    public void Mate_on_the_last_ply_allowed_wins()
    {
        var rules = new GameRules { MaximumMoves = 1 };

        Assert.Equal(EndReason.Checkmate, UsiGames.Play(MateByGold, "G*1b", rules).End!.Reason);
        Assert.Equal(new GameEnd(null, EndReason.MaximumMoves), UsiGames.Play(MateByGold, "G*5e", rules).End);
    }

    [Fact]
    public void No_move_is_taken_after_the_end()
    {
        var game = UsiGames.Play(MateByGold, "G*1b");

        Assert.Contains("it is over: Black wins", Assert.Throws<InvalidOperationException>(() => game.Play(UsiGames.Move("9i9h"))).Message);
    }

    [Fact]
    public void Taking_back_reopens_the_game()
    {
        var game = UsiGames.Play(MateByGold, "G*1b");
        game.TakeBack();

        Assert.Null(game.End);
        Assert.Equal(MateByGold, Sfen.Write(game.Position));
    }

    [Theory]
    [InlineData(Sfen.Start, "7g7e", "does not reach 7e")]
    [InlineData(Sfen.Start, "7f7e", "7f is empty")]
    [InlineData(Sfen.Start, "3c3d", "not Black's")]
    [InlineData(Sfen.Start, "P*5e", "holds no P")]
    [InlineData(Sfen.Start, "8h2b", "does not reach 2b")]
    [InlineData("4k4/9/9/9/9/9/P8/9/4K4 b P 1", "P*9e", "nifu")]
    [InlineData("4k4/P8/9/9/9/9/9/9/4K4 b - 1", "9b9a", "must promote")]
    // an older system listed both ways for a piece that must promote, depending on the order of its targets
    [InlineData("k8/9/9/4N4/9/9/9/9/K8 b - 1", "5d4b", "must promote")]
    [InlineData("k8/9/9/4N4/9/9/9/9/K8 b - 1", "5d6b", "must promote")]
    [InlineData("4k4/9/9/9/9/9/9/9/4K4 b N 1", "N*3b", "could never move again")]
    [InlineData("4k4/9/9/9/9/9/P8/9/4K4 b - 1", "9g9f+", "promotion zone")]
    [InlineData("4r3k/9/9/9/9/9/9/4G4/4K4 b - 1", "5h4h", "left in check")]
    [InlineData("4r3k/9/9/9/9/9/9/9/4K4 b G 1", "G*4h", "still be in check")]
    [InlineData("8k/6G2/7G1/9/9/9/9/9/K8 b P 1", "P*1b", "must not be dropped to give mate")]
    public void Refusals_name_the_rule(string sfen, string move, string reason)
    {
        var fault = Assert.Throws<ArgumentException>(() => UsiGames.Play(sfen, move));

        Assert.Contains(reason, fault.Message);
    }

    private static string Repeated(string moves, int times) => string.Join(' ', Enumerable.Repeat(moves, times));
}
