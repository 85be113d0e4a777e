using System.Net;
using System.Net.Http.Json;
using Pawl.Runs.Model;
using Pawl.Shogi.Records;
using Pawl.Web.Tests.Harness;
using Pawl.Web.Tests.Harness.Seeding;
using Pawl.Web.Tests.Views.Run;

namespace Pawl.Web.Tests.Shogi;

/// <summary>What the server says of files and texts of games, whatever is in them.</summary>
public sealed class GameRecordAnswersTests : IAsyncLifetime
{
    private Workbench _bench = null!;
    private SeedRun _run = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _bench = await Workbench.StartAsync();
        _run = LivedRun.Start(_bench);
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Theory]
    [InlineData("kif", RecordFormat.Kif)]
    [InlineData("csa", RecordFormat.Csa)]
    [InlineData("usi", RecordFormat.Usi)]
    public async Task A_game_is_given_away_in_every_format_and_stays_the_game_it_was(string ending, RecordFormat format)
    {
        Save("ladder.csa", SeedGames.Csa);

        using var answer = await _bench.Http.GetAsync($"/parts/runs/{_run.Id}/game/record?path=ladder.csa&game=1&as={ending}", Stop);

        Assert.Equal($"ladder-1.{ending}", answer.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        var again = Assert.Single(GameRecords.Read(await answer.Content.ReadAsByteArrayAsync(Stop), format));
        var game = Assert.Single(GameRecords.Parse(SeedGames.Csa));
        Assert.Equal(game.Moves.Select(move => move.Move), again.Moves.Select(move => move.Move));
    }

    [Theory]
    [InlineData("broken.kif", "手数----指手---------消費時間--\n   1 ７六歩(77)\n   2 ９九玉(51)\n", "Line 3 cannot be read")]
    [InlineData("empty.kif", "", "This cannot be read")]
    [InlineData("words.kif", "hello\nworld\n", "cannot be read")]
    [InlineData("other.csa", "PI\n+\n+7776FU\n-9999OU\n", "Line 4 cannot be read")]
    [InlineData("wrong.sfen", "lnsgkgsnl/9/9 b - 1", "cannot be read")]
    public async Task A_broken_file_says_line_and_reason(string name, string text, string words)
    {
        Save(name, text);

        using var answer = await _bench.Http.GetAsync($"/runs/{_run.Id}/game?path={name}", Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));
        Assert.Contains(words, html, StringComparison.Ordinal);
        Assert.DoesNotContain("The view “game” failed", html, StringComparison.Ordinal);
        using var record = await _bench.Http.GetAsync($"/parts/runs/{_run.Id}/game/record?path={name}&as=kif", Stop);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, record.StatusCode);
    }

    [Fact]
    public async Task A_file_of_bytes_and_one_that_is_too_large_are_told_and_not_read()
    {
        _run.Artifact("bytes.kif", [0xff, 0xfe, 0x00, 0xd8, 0x81]);
        _run.Artifact("large.kif", new byte[(4 << 20) + 1]);

        Assert.Contains("cannot be read", await PageAsync("bytes.kif"), StringComparison.Ordinal);
        Assert.Contains("at most 4194304 bytes", await PageAsync("large.kif"), StringComparison.Ordinal);
        Assert.Contains("has no file", await PageAsync("..%2F..%2Fpawl.db"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_record_says_is_text_and_never_markup()
    {
        const string evil = "<img src=x onerror=alert(1)>\"'&</script>";
        Save("evil.csa", $"N+{evil}\n$EVENT:{evil}\nPI\n+\n+7776FU\n'*{evil}\n%TORYO\n");

        var html = await PageAsync("evil.csa");

        Assert.Contains("&lt;img src=x", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img src=x", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_a_person_brings_is_shown_with_its_files_and_kept_nowhere()
    {
        using var answer = await _bench.Http.PostAsJsonAsync("/parts/shogi", new { text = SeedGames.Csa }, Stop);

        var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));
        Assert.Contains("Kestrel 3", html, StringComparison.Ordinal);
        var kif = System.Text.RegularExpressions.Regex.Match(
            html,
            "href=\"data:text/plain;charset=utf-8,([^\"]*)\" download=\"game-1.kif\""
        );
        var record = Assert.Single(GameRecords.Parse(Uri.UnescapeDataString(kif.Groups[1].Value), RecordFormat.Kif));
        Assert.Equal(47, record.Moves.Count);
    }

    [Fact]
    public async Task Only_who_may_change_things_may_send_a_record_and_nobody_one_that_is_too_long()
    {
        var viewer = _bench.HttpAs(AccessRole.Viewer);
        using var refused = await viewer.PostAsJsonAsync("/parts/shogi", new { text = SeedGames.Csa }, Stop);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains(
            "Start of 5 moves",
            await viewer.GetStringAsync("/shogi?text=" + Uri.EscapeDataString(SeedGames.Usi.Split('\n')[0]), Stop),
            StringComparison.Ordinal
        );

        using var long_ = await _bench.Http.PostAsJsonAsync("/parts/shogi", new { text = new string('x', 300_000) }, Stop);
        Assert.Contains("at most 262144 characters", await long_.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    private Task<string> PageAsync(string name) => _bench.Http.GetStringAsync($"/runs/{_run.Id}/game?path={name}", Stop);

    private void Save(string name, string text) => _run.Artifact(name, System.Text.Encoding.UTF8.GetBytes(text));
}
