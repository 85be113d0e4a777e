using Pawl.Shogi.Board;
using Pawl.Shogi.Games;
using Pawl.Shogi.Moves;
using Pawl.Shogi.Notation;
using Pawl.Shogi.Search;

namespace Pawl.Shogi.Tests.Search;

public sealed class RepetitionTests
{
    [Fact]
    public void Perpetual_check_is_a_loss_for_the_side_that_gives_it()
    {
        var position = After("4k4/9/4+R4/9/9/9/9/9/4K4 w - 1", "5a4a", "5c4c", "4a5a");
        var repeated = Search(position, new SearchLimits { Depth = 4, RootMoves = [Parse("4c5c")] });
        Assert.InRange(repeated.Score.Centipawns, -30_000, -29_000);
        Assert.NotEqual("4c5c", Search(position, new SearchLimits { Depth = 4 }).Best.ToString());
    }

    [Fact]
    public void Perpetual_check_is_a_win_for_the_side_that_is_checked()
    {
        var position = After("4k4/9/4+R4/9/9/9/9/9/4K4 w - 1", "5a4a", "5c4c", "4a5a");
        position.Do(Parse("4c5c"));
        position.Do(Parse("5a4a"));
        position.Do(Parse("5c4c"));
        var evaded = Search(position, new SearchLimits { Depth = 1, RootMoves = [Parse("4a5a")] });
        Assert.InRange(evaded.Score.Centipawns, 29_000, 30_000);
    }

    [Fact]
    public void Other_repetition_is_a_draw()
    {
        var position = After("4k4/9/9/9/9/9/9/R8/4K4 b - 1", "9h8h", "5a4a", "8h9h");
        var repeated = Search(position, new SearchLimits { Depth = 4, RootMoves = [Parse("4a5a")] });
        Assert.Equal(0, repeated.Score.Centipawns);
    }

    [Fact]
    public void Won_game_is_won_without_repeating()
    {
        var game = new Game(Sfen.Parse("4k4/9/9/9/9/9/9/1B5R1/3GKG3 b GSP 1"));
        var (player, random) = (new LevelPlayer(Level.Of(6), 1), new Random(4));
        var moves = new Move[LegalMoves.Most];
        while (game.End is null && game.Moves.Count < 200)
        {
            var count = LegalMoves.Generate(game.Position, moves);
            game.Play(game.SideToMove == Color.Black ? player.Choose(game.Position).Best : moves[random.Next(count)]);
        }

        Assert.Equal(Color.Black, game.End?.Winner);
    }

    private static Position After(string sfen, params string[] moves)
    {
        var position = Sfen.Parse(sfen);
        foreach (var move in moves)
        {
            position.Do(Parse(move));
        }

        return position;
    }

    private static Move Parse(string text)
    {
        Assert.True(Move.TryParse(text, out var move));
        return move;
    }

    private static SearchResult Search(Position position, SearchLimits limits) =>
        new Searcher(8).Search(position, limits, new SearchClock(TimeProvider.System));
}
