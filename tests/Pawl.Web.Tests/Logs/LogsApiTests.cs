using System.Net;
using System.Text.Json;
using Pawl.Runs;
using Pawl.Runs.Workloads;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Logs;

public sealed class LogsApiTests
{
    [Fact]
    public async Task The_log_comes_in_pages_from_its_end_and_back_to_its_start()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("logs", "true");
        bench.Log(run, LogSeed.Numbered(0, 250));

        var page = await Get(bench, $"/api/v1/runs/{run.Id}/logs?tail=100");
        Assert.Equal(Names(150, 100), Lines(page));
        Assert.True(page.GetProperty("is_end").GetBoolean());
        var line = page.GetProperty("lines")[0];
        Assert.Equal(("output", 1), (line.GetProperty("level").GetString(), line.GetProperty("attempt").GetInt32()));

        var back = await Get(bench, $"/api/v1/runs/{run.Id}/logs?before={page.GetProperty("previous")}&limit=200");
        Assert.Equal(Names(0, 150), Lines(back));
        Assert.Equal(JsonValueKind.Null, back.GetProperty("previous").ValueKind);

        bench.Log(run, LogSeed.Numbered(250, 3));
        var on = await Get(bench, $"/api/v1/runs/last/logs?after={page.GetProperty("next")}");
        Assert.Equal(Names(250, 3), Lines(on));
    }

    [Fact]
    public async Task Lines_are_chosen_by_level_and_attempt()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("logs", "true");
        bench.Log(
            run,
            LogSeed.Line(0, "one"),
            LogSeed.Line(1, "two", RunLogLevel.Warning),
            LogSeed.Line(2, "three", RunLogLevel.Error),
            LogSeed.Line(3, "four", RunLogLevel.Error, attempt: 2)
        );

        Assert.Equal(["two", "three", "four"], Lines(await Get(bench, $"/api/v1/runs/{run.Id}/logs?levels=warning,error")));
        Assert.Equal(["three"], Lines(await Get(bench, $"/api/v1/runs/{run.Id}/logs?levels=error&attempt=1")));
    }

    [Fact]
    public async Task A_search_goes_on_from_the_other_end_and_counts()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("logs", "true");
        bench.Log(run, Enumerable.Range(0, 300).Select(i => LogSeed.Line(i, i % 100 == 7 ? $"Needle {i}" : $"hay {i}")));
        var url = $"/api/v1/runs/{run.Id}/logs/search?text=needle";

        var first = await Get(bench, url);
        Assert.Equal("Needle 7", first.GetProperty("found").GetProperty("line").GetString());
        Assert.Equal((1, 3), (first.GetProperty("index").GetInt32(), first.GetProperty("count").GetInt32()));
        var last = await Get(bench, $"{url}&direction=backward");
        Assert.Equal("Needle 207", last.GetProperty("found").GetProperty("line").GetString());
        var wrapped = await Get(bench, $"{url}&from={last.GetProperty("found").GetProperty("next")}");
        Assert.True(wrapped.GetProperty("wrapped").GetBoolean());
        Assert.Equal("Needle 7", wrapped.GetProperty("found").GetProperty("line").GetString());
        var other = await Get(bench, $"{url}&direction=backward&from={first.GetProperty("found").GetProperty("offset")}");
        Assert.True(other.GetProperty("wrapped").GetBoolean());
        Assert.Equal(3, other.GetProperty("index").GetInt32());
        Assert.Equal(0, (await Get(bench, $"{url}&match_case=true")).GetProperty("count").GetInt32());
        var capped = await Get(bench, $"/api/v1/runs/{run.Id}/logs/search?text=hay&cap=20");
        Assert.Equal((20, true), (capped.GetProperty("count").GetInt32(), capped.GetProperty("has_more").GetBoolean()));
    }

    [Theory]
    [InlineData("?tail=1&before=2", "one of tail, before, after and around")]
    [InlineData("?limit=100000", "within 0..5000")]
    [InlineData("?after=-1", "from 0")]
    [InlineData("?levels=loud", "no level 'loud'")]
    [InlineData("/search?text=(&regex=true", "not a regular expression")]
    [InlineData("/search?text=", "a text of 1 to 1000")]
    [InlineData("/search?text=a&direction=up", "forward or backward")]
    public async Task A_question_that_makes_no_sense_is_answered_in_words(string query, string words)
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("logs", "true");

        using var answer = await bench.Http.GetAsync($"/api/v1/runs/{run.Id}/logs{query}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Contains(words, problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_whole_log_downloads_as_text()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("logs", "true");
        bench.Log(run, LogSeed.Numbered(0, 5000).Append(LogSeed.Line(5000, "<b>日本</b>")));

        using var answer = await bench.Http.GetAsync($"/api/v1/runs/{run.Id}/logs/raw");

        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"{run.Id}.log", answer.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        Assert.Equal(
            string.Concat([.. Names(0, 5000).Select(name => name + "\n"), "<b>日本</b>\n"]),
            await answer.Content.ReadAsStringAsync()
        );
    }

    [Fact]
    public async Task A_run_without_a_log_has_an_empty_one()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("logs", "true");

        Assert.Empty(Lines(await Get(bench, $"/api/v1/runs/{run.Id}/logs")));
        Assert.Equal(0, (await Get(bench, $"/api/v1/runs/{run.Id}/logs/search?text=x")).GetProperty("count").GetInt32());
        Assert.False(File.Exists(RunFolder.Of(bench.DataRoot, run.Id).Log));
    }

    private static IEnumerable<string> Names(int from, int count) => Enumerable.Range(from, count).Select(i => $"line {i}");

    private static async Task<JsonElement> Get(Workbench bench, string url)
    {
        using var document = JsonDocument.Parse(await bench.Http.GetStringAsync(url));
        return document.RootElement.Clone();
    }

    private static IEnumerable<string> Lines(JsonElement page) =>
        page.GetProperty("lines").EnumerateArray().Select(line => line.GetProperty("line").GetString()!);
}
