using System.Text.Json;

namespace Pawl.System.Tests.Cli;

/// <summary><c>pawl shogi match</c> as a person meets it, with real engines.</summary>
public sealed class ShogiMatchTests : IDisposable
{
    /// <summary>The same games on every run.</summary>
    private static readonly string[] Match =
    [
        "shogi",
        "match",
        "fairy-stockfish",
        "level:2@3",
        "--games",
        "6",
        "--nodes",
        "2000",
        "--restart",
        "--maximum-moves",
        "80",
        "--records",
    ];

    private readonly PawlShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    [Trait("speed", "slow")]
    public async Task A_match_killed_at_any_moment_is_gone_on_with_to_the_same_games()
    {
        await using (var killed = _shell.Start([.. Match, "killed", "--format", "kif"]))
        {
            await killed.UntilErrorAsync("game 2:");
            killed.KillAlone();
        }

        var before = Directory.GetFiles(InFolder("killed"), "0*.json").Length;
        Assert.InRange(before, 2, 5);
        Assert.Equal(
            before,
            Directory.GetFiles(InFolder("killed"), "0*.json").Count(file => File.Exists(Path.ChangeExtension(file, "kif")))
        );

        var resumed = await _shell.RunAsync([.. Match, "killed", "--resume", "--json"]);
        var whole = await _shell.RunAsync([.. Match, "whole", "--json"]);

        Assert.Equal(0, resumed.ExitCode);
        Assert.Equal(whole.Out, resumed.Out);
        Assert.Contains($"{before} of 6 games were played before", resumed.Error);
        for (var game = 1; game <= 6; game++)
        {
            Assert.Equal(Moves("whole", game), Moves("killed", game));
        }
    }

    [Fact]
    public async Task Ctrl_C_ends_it_with_the_standing_so_far_and_leaves_no_engine_behind()
    {
        // an engine whose command line can be told from all others, and which hangs in its first game
        var script = _shell.Write(
            "hangs.sh",
            "while read -r line; do case $line in usi) echo usiok;; isready) echo readyok;; go*) sleep 300;; esac; done\n"
        );
        await using var match = _shell.Start("shogi", "match", $"sh {script}", "level:1", "--time", "600", "--records", "m");
        await UntilAsync(() => Running(script) > 0 && File.Exists(Path.Combine(InFolder("m"), "match.json")));

        await match.SignalAsync("INT");
        var outcome = await match.EndAsync();

        Assert.Equal(130, outcome.ExitCode);
        Assert.Contains("0 of 100 games", outcome.Out);
        Assert.Contains("--resume", outcome.Error);
        Assert.Equal(0, Running(script));
    }

    [Fact]
    public async Task The_result_is_told_by_colour_with_error_bars_and_as_JSON()
    {
        string[] match = ["shogi", "match", "level:3@1", "level:1@1", "--games", "8", "--depth", "3", "--sprt", "0", "50"];
        var text = await _shell.RunAsync(match);
        var json = await _shell.RunAsync([.. match, "--json"]);

        Assert.Contains("Elo of A over B", text.Out);
        Assert.Contains("Sequential test", text.Out);
        using var document = JsonDocument.Parse(json.Out);
        var total = document.RootElement.GetProperty("total");
        var games = document.RootElement.GetProperty("games").GetInt32();
        Assert.Equal(
            games,
            total.GetProperty("wins").GetInt32() + total.GetProperty("draws").GetInt32() + total.GetProperty("losses").GetInt32()
        );
        Assert.Equal(
            0,
            document.RootElement.GetProperty("forfeits_of_a").GetInt32() + document.RootElement.GetProperty("forfeits_of_b").GetInt32()
        );
    }

    [Theory]
    [InlineData(3, "expected the program 'no-such-engine'", "no-such-engine", "level:1")]
    [InlineData(2, "expected a level", "level:11", "level:1")]
    [InlineData(2, "expected a time and an increment", "level:1", "level:1", "--time", "soon")]
    [InlineData(2, "the lower first", "level:1", "level:1", "--sprt", "5", "0")]
    [InlineData(2, "cannot think for a number of nodes", "gnushogi", "level:1", "--nodes", "100")]
    [InlineData(2, "SCORE,MOVES as 2000,4", "level:1", "level:1", "--resign", "2000")]
    [InlineData(2, "--records FOLDER", "level:1", "level:1", "--resume")]
    [InlineData(3, "found no 'nothing.txt'", "level:1", "level:1", "--openings", "nothing.txt")]
    public async Task What_cannot_be_played_is_refused_with_what_was_expected(int exitCode, string reason, params string[] arguments)
    {
        var outcome = await _shell.RunAsync(["shogi", "match", .. arguments]);

        Assert.Equal(exitCode, outcome.ExitCode);
        Assert.Contains(reason, outcome.Error);
    }

    private string InFolder(string name) => Path.Combine(_shell.Folder, name);

    private string Moves(string folder, int game)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(InFolder(folder), $"{game:0000}.json")));
        return document.RootElement.GetProperty("moves").GetString()!;
    }

    /// <summary>Processes whose program is the shell and whose command line holds the text.</summary>
    private static int Running(string text) =>
        Directory
            .EnumerateDirectories("/proc")
            .Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
            .Count(folder =>
                CommandLine(folder) is { } line && line.Split('\0')[0].EndsWith("/sh", StringComparison.Ordinal) && line.Contains(text)
            );

    private static string? CommandLine(string folder)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "cmdline"));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var tries = 0; !holds(); tries++)
        {
            Assert.True(tries < 1200, "the match did not begin within a minute");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
