using Pawl.Shogi.Engines;
using Pawl.Shogi.Games;
using Pawl.Shogi.Matches;

namespace Pawl.Shogi.Tests.Matches;

public sealed class MatchFolderTests : IDisposable
{
    private static readonly MatchSettings Settings = new()
    {
        A = EngineSpec.Parse("level:2@1"),
        B = EngineSpec.Parse("level:1@2"),
        Games = 4,
        TimeControl = new TimeControl { Depth = 2 },
        Openings = Openings.BuiltIn,
        OpeningPlies = 4,
        Seed = 5,
        Rules = new GameRules { MaximumMoves = 40 },
    };

    private readonly string _path = Directory.CreateTempSubdirectory("pawl-match-").FullName;

    public void Dispose() => Directory.Delete(_path, recursive: true);

    [Fact]
    public async Task A_match_gone_on_with_has_the_games_of_one_that_was_never_broken_off()
    {
        var (whole, _) = await MatchGames.PlayAsync(Settings);
        var (half, _) = await MatchGames.PlayAsync(Settings with { Games = 2 });
        var folder = MatchFolder.Create(_path, Settings);
        // the second of the pair alone: games are known by their numbers, not by how many there are
        folder.Add(half[1], "usi", "text");

        var resumed = MatchFolder.Resume(_path, Settings);
        var (rest, score) = await MatchGames.PlayAsync(Settings, resumed.Games);

        Assert.Equal([1, 3, 4], rest.Select(game => game.Pairing.Number));
        Assert.Equal(
            whole.Select(MatchGames.Text),
            resumed.Games.Concat(rest).OrderBy(game => game.Pairing.Number).Select(MatchGames.Text)
        );
        Assert.Equal(4, score.Total.Games);
    }

    [Fact]
    public void Other_settings_are_refused_by_their_names_but_more_games_are_welcome()
    {
        MatchFolder.Create(_path, Settings);

        Assert.Empty(MatchFolder.Resume(_path, Settings with { Games = 100, Concurrency = 4 }).Games);
        var error = Assert.Throws<InvalidOperationException>(() =>
            MatchFolder.Resume(
                _path,
                Settings with
                {
                    Seed = 6,
                    TimeControl = new TimeControl { Depth = 3 },
                }
            )
        );
        Assert.Contains("time, seed", error.Message);
        Assert.Contains("--resume", Assert.Throws<InvalidOperationException>(() => MatchFolder.Create(_path, Settings)).Message);
        Assert.Contains("match.json", Assert.Throws<InvalidOperationException>(() => MatchFolder.Resume(_path + "x", Settings)).Message);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData(
        """{"game":1,"black":"B","opening":"","start":"","moves":"","milliseconds":"","winner":null,"reason":"Impasse","fault":null,"adjudicated":false,"started_at":"2026-01-01T00:00:00Z"}"""
    )]
    public void A_game_that_was_changed_is_named(string text)
    {
        MatchFolder.Create(_path, Settings);
        File.WriteAllText(Path.Combine(_path, "0001.json"), text);

        Assert.Contains("0001.json", Assert.Throws<InvalidDataException>(() => MatchFolder.Resume(_path, Settings)).Message);
    }
}
