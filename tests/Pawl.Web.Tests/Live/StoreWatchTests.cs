using Microsoft.Data.Sqlite;
using Pawl.Runs;
using Pawl.Runs.Durability;
using Pawl.Runs.Model;
using Pawl.Web.Live;
using Pawl.Web.Tests.Harness;
using Pawl.Web.Tests.Logs;

namespace Pawl.Web.Tests.Live;

public sealed class StoreWatchTests
{
    [Fact]
    public async Task What_changes_after_subscribing_is_told_always()
    {
        await using var bench = await Workbench.StartAsync();
        var watch = bench.Service<StoreWatch>();
        for (var round = 0; round < 20; round++)
        {
            // Comes and goes at once, so that the loop ends and starts again all the time.
            using var subscription = watch.Subscribe([Topics.Runs]);
            bench.Queue($"run {round}", "true");
            Assert.Equal([Topics.Runs], await Next(subscription));
        }
    }

    [Fact]
    public async Task Each_reader_is_told_of_its_own_topics_alone()
    {
        await using var bench = await Workbench.StartAsync();
        var (one, two) = (bench.Queue("one", "true"), bench.Queue("two", "true"));
        using var first = bench.Service<StoreWatch>().Subscribe([Topics.Run(one.Id), Topics.Log(one.Id)]);
        using var second = bench.Service<StoreWatch>().Subscribe([Topics.Run(two.Id), Topics.Log(two.Id)]);

        bench.Log(two, LogSeed.Line(0, "hello"));
        Assert.Equal([Topics.Log(two.Id)], await Next(second));
        bench.Store.RequestCancel(one.Id);
        Assert.Equal([Topics.Run(one.Id)], await Next(first));
    }

    [Fact]
    public async Task Metrics_rewritten_to_their_old_length_count_as_changed()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("run", "true");
        var path = RunFolder.Of(bench.DataRoot, run.Id).Metrics;
        using (var journal = MetricJournal.Open(path))
        {
            journal.Append([new MetricPoint(1, 1, "loss", 0.5, LogSeed.Start)]);
        }

        using var subscription = bench.Service<StoreWatch>().Subscribe([Topics.Metrics(run.Id)]);
        AtomicFile.WriteBytes(path, File.ReadAllBytes(path));

        Assert.Equal([Topics.Metrics(run.Id)], await Next(subscription));
    }

    [Fact]
    public async Task A_thousand_topics_of_a_hundred_readers_are_all_told()
    {
        await using var bench = await Workbench.StartAsync();
        var runs = Enumerable.Range(0, 10).Select(i => bench.Queue($"run {i}", "true")).ToList();
        var ids = Enumerable.Range(0, 1000).Select(i => i < 10 ? runs[i].Id : $"01KA{i:D22}").ToList();
        var readers = Enumerable
            .Range(0, 100)
            .Select(reader => bench.Service<StoreWatch>().Subscribe(ids.Skip(reader * 10).Take(10).Append(runs[0].Id).Select(Topics.Log)))
            .ToList();

        bench.Log(runs[0], LogSeed.Line(0, "hello"));

        foreach (var reader in readers)
        {
            Assert.Equal([Topics.Log(runs[0].Id)], await Next(reader));
            reader.Dispose();
        }
    }

    [Fact]
    public async Task Progress_is_told_of_every_running_run_also_beyond_a_thousand()
    {
        await using var bench = await Workbench.StartAsync();
        EventStreamTests.Seed(bench, 1100);
        var oldest = bench.Store.List(new RunQuery { Limit = 2000 })[^1];
        Execute(bench, "UPDATE runs SET state = 'running'");
        using var subscription = bench.Service<StoreWatch>().Subscribe([Topics.Run(oldest.Id)]);

        Execute(bench, $"UPDATE runs SET progress = 0.5, reported_at = 1 WHERE id = '{oldest.Id}'");

        Assert.Equal([Topics.Run(oldest.Id)], await Next(subscription));
    }

    [Fact]
    public async Task Events_of_more_runs_than_one_read_holds_are_all_told_at_once()
    {
        await using var bench = await Workbench.StartAsync();
        var first = bench.Queue("first", "true");
        EventStreamTests.Seed(bench, 5);
        using var subscription = bench.Service<StoreWatch>().Subscribe([Topics.Run(first.Id)]);
        // One commit with 3,000 events, the run that is waited for first.
        Execute(
            bench,
            $"""
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
            INSERT INTO events (run_id, sequence, time, type, attempt, data, previous_hash, hash)
            SELECT CASE WHEN i = 1 THEN '{first.Id}' ELSE (SELECT max(id) FROM runs) END, 1000 + i, 0, 'test', 0, '{"{}"}', '', '' FROM n
            """
        );

        Assert.Equal([Topics.Run(first.Id)], await Next(subscription));
    }

    [Fact]
    public async Task A_database_that_fails_for_a_while_is_looked_at_again()
    {
        await using var bench = await Workbench.StartAsync();
        using var subscription = bench.Service<StoreWatch>().Subscribe([Topics.Runs]);
        Execute(bench, "ALTER TABLE events RENAME TO events_away");
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        Execute(bench, "ALTER TABLE events_away RENAME TO events");
        bench.Queue("after", "true");

        Assert.Equal([Topics.Runs], await Next(subscription));
    }

    [Fact]
    public async Task Readers_that_come_and_go_while_it_looks_never_stop_it()
    {
        await using var bench = await Workbench.StartAsync();
        var watch = bench.Service<StoreWatch>();
        using var constant = watch.Subscribe([Topics.Runs]);
        using var stop = new CancellationTokenSource();
        var churn = Enumerable
            .Range(0, 4)
            .Select(_ =>
                Task.Run(async () =>
                {
                    while (!stop.IsCancellationRequested)
                    {
                        using var brief = watch.Subscribe([Topics.Runs, Topics.Events]);
                        await Task.Yield();
                    }
                })
            )
            .ToList();
        for (var i = 0; i < 10; i++)
        {
            bench.Queue($"run {i}", "true");
            Assert.Equal([Topics.Runs], await Next(constant));
        }

        await stop.CancelAsync();
        await Task.WhenAll(churn);
        Assert.Equal(1, watch.Count);
    }

    [Fact]
    public async Task A_reader_that_does_not_read_gathers_each_topic_once()
    {
        var subscription = new LiveSubscription(["runs", "events"], _ => { });
        for (var i = 0; i < 100_000; i++)
        {
            subscription.Offer(new HashSet<string> { "runs", $"run:{i}" });
        }

        Assert.Equal(["runs"], await Next(subscription));
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => subscription.NextAsync(soon.Token));
        subscription.Offer(new HashSet<string> { "events" });
        Assert.Equal(["events"], await Next(subscription));
    }

    [Theory]
    [InlineData("runs", true)]
    [InlineData("workers", true)]
    [InlineData("run:01KADCJ8Z0WXY0EXAMP0E00000", true)]
    [InlineData("log:../../etc/passwd", false)]
    [InlineData("log:01KADCJ8Z0", false)]
    [InlineData("other:01KADCJ8Z0WXY0EXAMP0E00000", false)]
    [InlineData("", false)]
    public void A_topic_is_one_of_those_there_are(string topic, bool isKnown) => Assert.Equal(isKnown, Topics.IsKnown(topic));

    [Fact]
    public async Task Too_many_topics_or_unknown_ones_are_refused_in_words()
    {
        await using var bench = await Workbench.StartAsync();
        var many = string.Join(',', Enumerable.Range(0, 129).Select(i => $"run:01KA{i:D22}"));
        foreach (
            var (topics, words) in new[] { ("", "got 0"), (many, "got 129"), ("runs,<b>", "no topic '<b>'"), ("log:../x", "no topic") }
        )
        {
            using var answer = await bench.Http.GetAsync($"/live?topics={Uri.EscapeDataString(topics)}");
            Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
            using var problem = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
            Assert.Contains(words, problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_page_is_told_at_most_ten_times_a_second()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("run", "true");
        using var reader = await EventReader.OpenAsync(bench.Http, $"/live?topics=log:{run.Id}");
        await reader.ExpectAsync("hello");
        using var stop = new CancellationTokenSource();
        var writer = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                bench.Log(run, LogSeed.Line(i, $"line {i}"));
                await Task.Yield();
            }
        });
        var start = TimeProvider.System.GetTimestamp();
        for (var i = 0; i < 10; i++)
        {
            await reader.ExpectAsync("change");
        }

        Assert.True(TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromMilliseconds(850));
        await stop.CancelAsync();
        await writer;
    }

    private static void Execute(Workbench bench, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(bench.DataRoot, "pawl.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static async Task<IReadOnlyCollection<string>> Next(LiveSubscription subscription)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        return await subscription.NextAsync(limit.Token);
    }
}
