using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;
using Pawl.Shogi.Notation;
using Pawl.Shogi.Search;

namespace Pawl.Shogi.Tests.Search;

public sealed class SearcherTests
{
    [Theory]
    [InlineData("4k4/9/4P4/9/9/9/9/9/4K4 b G 1", "G*5b", 1)]
    [InlineData("8k/9/6S2/9/9/9/9/9/K8 b 2G 1", "G*2b", 1)]
    [InlineData("3g1gsnl/4k4/3p1p3/4P4/9/9/9/9/4K4 b RB 1", null, null)]
    public void Mate_in_one_is_found_and_no_mate_is_not(string sfen, string? mate, int? plies)
    {
        var result = Search(Sfen.Parse(sfen), new SearchLimits { Depth = 3 });
        if (mate is not null)
        {
            Assert.Equal(mate, result.Best.ToString());
        }

        Assert.Equal(plies, result.Score.MatePlies);
    }

    [Fact]
    public void Every_level_plays_legal_moves_over_random_positions()
    {
        var players = Level.All.Take(6).Select(level => new LevelPlayer(level, 3)).ToList();
        var count = 0;
        RandomGames.Play(
            2,
            11,
            position =>
            {
                var player = players[count++ % players.Count];
                var before = position.ToString();
                var result = player.Choose(position);
                Assert.Equal(before, position.ToString());
                Assert.Equal(LegalMoves.Any(position), result.Best != Move.None);
                Assert.True(result.Best == Move.None || LegalMoves.IsLegal(position, result.Best), $"{result.Best} in {position}");
            }
        );
    }

    [Fact]
    public void Same_seed_and_level_give_the_same_move_whatever_was_searched_before()
    {
        var position = Position.Start();
        var (first, second) = (new LevelPlayer(Level.Of(4), 5), new LevelPlayer(Level.Of(4), 5));
        for (var ply = 0; ply < 20; ply++)
        {
            second.Choose(Sfen.Parse("4k4/9/4P4/9/9/9/9/9/4K4 b G 1"));
            var move = first.Choose(position);
            Assert.Equal(move with { }, second.Choose(position));
            position.Do(move.Best);
        }
    }

    [Fact]
    public void Other_seeds_give_other_games()
    {
        var moves = Enumerable
            .Range(0, 30)
            .Select(seed => new LevelPlayer(Level.Of(2), (ulong)seed).Choose(Position.Start()).Best)
            .Distinct();
        Assert.True(moves.Count() > 3);
    }

    private static SearchResult Search(Position position, SearchLimits limits) =>
        new Searcher(8).Search(position, limits, new SearchClock(TimeProvider.System));
}
