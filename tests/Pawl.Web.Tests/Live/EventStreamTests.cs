using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Pawl.Runs;
using Pawl.Runs.Durability;
using Pawl.Runs.Model;
using Pawl.Web.Tests.Harness;
using Pawl.Web.Tests.Logs;

namespace Pawl.Web.Tests.Live;

public sealed class EventStreamTests
{
    [Fact]
    public async Task Events_come_as_they_are_written_with_their_positions_as_ids()
    {
        await using var bench = await Workbench.StartAsync();
        bench.Queue("before", "true");
        using var reader = await EventReader.OpenAsync(bench.Http, "/api/v1/events/stream");
        Assert.Equal(bench.Store.LastPosition(), (await reader.ExpectAsync("hello")).Position);

        var run = bench.Queue("after", "true");

        var created = await reader.ExpectAsync();
        Assert.Equal("run.created", created.Type);
        using var data = JsonDocument.Parse(created.Data);
        Assert.Equal(run.Id, data.RootElement.GetProperty("run").GetString());
        Assert.Equal(created.Position, data.RootElement.GetProperty("position").GetInt64());
        Assert.Equal("attempt.queued", (await reader.ExpectAsync()).Type);
    }

    [Fact]
    public async Task A_client_that_is_cut_off_before_the_first_event_still_goes_on_where_it_was()
    {
        await using var bench = await Workbench.StartAsync();
        string? id;
        using (var reader = await EventReader.OpenAsync(bench.Http, "/api/v1/events/stream"))
        {
            id = (await reader.ExpectAsync("hello")).Id;
        }

        bench.Queue("meanwhile", "true");
        using var again = await EventReader.OpenAsync(bench.Http, "/api/v1/events/stream", id);

        Assert.Equal("hello", (await again.ExpectAsync()).Type);
        Assert.Equal("run.created", (await again.ExpectAsync()).Type);
    }

    [Fact]
    public async Task More_events_than_any_one_read_all_come_in_order_and_once()
    {
        await using var bench = await Workbench.StartAsync();
        Seed(bench, 800);
        using var reader = await EventReader.OpenAsync(bench.Http, "/api/v1/events/stream?after=0");
        await reader.ExpectAsync("hello");
        var positions = new List<long>();
        while (positions.Count < bench.Store.LastPosition())
        {
            positions.Add((await reader.ExpectAsync()).Position);
        }

        Assert.Equal(Enumerable.Range(1, 1600).Select(i => (long)i), positions);
    }

    [Fact]
    public async Task The_stream_of_one_run_tells_of_no_other()
    {
        await using var bench = await Workbench.StartAsync();
        var first = bench.Queue("first", "true");
        bench.Queue("second", "true");
        using var reader = await EventReader.OpenAsync(bench.Http, $"/api/v1/events/stream?run={first.Id}&after=0");
        await reader.ExpectAsync("hello");

        bench.Store.RequestCancel(first.Id);

        var types = new List<string>();
        do
        {
            var message = await reader.ExpectAsync();
            Assert.Contains(first.Id, message.Data, StringComparison.Ordinal);
            types.Add(message.Type);
        } while (types[^1] != "run.ended");
        Assert.Equal(bench.Store.EventsOf(first.Id).Select(record => record.Type), types);
    }

    [Theory]
    [InlineData("999999", null)]
    [InlineData("soon", null)]
    [InlineData(null, "-5")]
    public async Task A_place_that_is_none_is_refused_in_words(string? header, string? after)
    {
        await using var bench = await Workbench.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/events/stream{(after is null ? "" : "?after=" + after)}");
        if (header is not null)
        {
            request.Headers.Add("Last-Event-ID", header);
        }

        using var answer = await bench.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("the position of an event, 0 to 0", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_streams_end_at_once_when_the_server_stops()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("one", "true");
        // A client that the bench does not know stays where it is while the server goes.
        using var http = new HttpClient { BaseAddress = bench.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", bench.Token(AccessRole.Viewer).Text);
        var readers = new List<EventReader>();
        foreach (var url in new[] { "/api/v1/events/stream", $"/api/v1/runs/{run.Id}/stream", "/live?topics=runs" })
        {
            readers.Add(await EventReader.OpenAsync(http, url));
            await readers[^1].ExpectAsync();
        }

        var watch = Stopwatch.StartNew();
        await bench.RestartAsync();

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"took {watch.Elapsed}");
        foreach (var reader in readers)
        {
            while (await reader.NextAsync() is not null) { }

            reader.Dispose();
        }
    }

    [Fact]
    public async Task Events_come_in_pages()
    {
        await using var bench = await Workbench.StartAsync();
        Seed(bench, 6);
        using var first = JsonDocument.Parse(await bench.Http.GetStringAsync("/api/v1/events?limit=5"));
        Assert.Equal(5, first.RootElement.GetProperty("next").GetInt64());
        Assert.True(first.RootElement.GetProperty("has_more").GetBoolean());
        using var rest = JsonDocument.Parse(await bench.Http.GetStringAsync("/api/v1/events?after=5&limit=100"));
        Assert.Equal(7, rest.RootElement.GetProperty("events").GetArrayLength());
        Assert.False(rest.RootElement.GetProperty("has_more").GetBoolean());
        using var one = JsonDocument.Parse(await bench.Http.GetStringAsync("/api/v1/runs/last/events"));
        Assert.Equal(2, one.RootElement.GetProperty("events").GetArrayLength());
    }

    [Fact]
    public async Task The_stream_of_a_run_loses_and_repeats_nothing_however_often_it_breaks()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("run", "true");
        var folder = RunFolder.Of(bench.DataRoot, run.Id);
        var lines = new List<string>();
        var steps = new List<long>();
        var events = new List<string>();
        string? id = null;
        for (var round = 0; round < 8; round++)
        {
            bench.Log(run, LogSeed.Numbered(round * 300, 300));
            Measure(folder, round * 700, 700);
            using var reader = await EventReader.OpenAsync(bench.Http, $"/api/v1/runs/{run.Id}/stream", id);
            // Cut off after few messages, wherever that is; the last round reads all.
            for (var i = 0; round == 7 ? lines.Count < 2400 || steps.Count < 5600 : i < 3; i++)
            {
                var message = await reader.ExpectAsync();
                id = message.Id;
                Take(message, lines, steps, events);
            }
        }

        Assert.Equal(Enumerable.Range(0, 2400).Select(i => $"line {i}"), lines);
        Assert.Equal(Enumerable.Range(0, 5600).Select(i => (long)i), steps);
        Assert.Equal(bench.Store.EventsOf(run.Id).Select(record => record.Type), events);
    }

    [Fact]
    public async Task Metrics_that_a_resume_superseded_are_told_and_those_that_stand_come_again()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("run", "true");
        var folder = RunFolder.Of(bench.DataRoot, run.Id);
        Measure(folder, 0, 50);
        using var reader = await EventReader.OpenAsync(bench.Http, $"/api/v1/runs/{run.Id}/stream");
        var steps = new List<long>();
        while (steps.Count < 50)
        {
            Take(await reader.ExpectAsync(), [], steps, []);
        }

        using (var journal = MetricJournal.Open(folder.Metrics))
        {
            journal.Supersede(20, 2);
            journal.Append(Enumerable.Range(21, 100).Select(i => new MetricPoint(2, i, "loss", i, LogSeed.Start)));
        }

        await reader.ExpectAsync("metrics_reset");
        steps.Clear();
        while (steps.Count < 121)
        {
            Take(await reader.ExpectAsync(), [], steps, []);
        }

        Assert.Equal(Enumerable.Range(0, 121).Select(i => (long)i), steps);
    }

    [Fact]
    public async Task Lines_that_came_in_one_batch_stay_lines_of_their_own_and_equal_ones_all_come()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("run", "true");
        bench.Log(run, Enumerable.Repeat(LogSeed.Line(0, "waiting"), 100));
        using var reader = await EventReader.OpenAsync(bench.Http, $"/api/v1/runs/{run.Id}/stream");
        var lines = new List<string>();
        while (lines.Count < 100)
        {
            Take(await reader.ExpectAsync(), lines, [], []);
        }

        Assert.All(lines, line => Assert.Equal("waiting", line));
    }

    [Fact]
    public async Task The_last_line_does_not_wait_for_another_one()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("run", "true");
        using var reader = await EventReader.OpenAsync(bench.Http, $"/api/v1/runs/{run.Id}/stream");
        await reader.ExpectAsync("event");

        bench.Log(run, LogSeed.Line(0, "the only one"));

        Assert.Contains("the only one", (await reader.ExpectAsync("log")).Data, StringComparison.Ordinal);
    }

    internal static void Seed(Workbench bench, int runs)
    {
        for (var i = 0; i < runs; i++)
        {
            bench.Queue($"run {i}", "true");
        }
    }

    private static void Measure(RunFolder folder, int from, int count)
    {
        using var journal = MetricJournal.Open(folder.Metrics);
        journal.Append(Enumerable.Range(from, count).Select(i => new MetricPoint(1, i, "loss", 1.0 / (1 + i), LogSeed.Start)));
    }

    private static void Take(StreamMessage message, List<string> lines, List<long> steps, List<string> events)
    {
        using var data = JsonDocument.Parse(message.Data);
        switch (message.Type)
        {
            case "log":
                lines.AddRange(data.RootElement.EnumerateArray().Select(line => line.GetProperty("line").GetString()!));
                break;
            case "metrics":
                steps.AddRange(data.RootElement.EnumerateArray().Select(point => point.GetProperty("step").GetInt64()));
                break;
            case "event":
                events.Add(data.RootElement.GetProperty("type").GetString()!);
                break;
        }
    }
}
