using System.Diagnostics;
using Pawl.Runs.Durability;
using Pawl.Runs.Logs;
using Pawl.Runs.Tests.Durability;
using Pawl.Runs.Workloads;

namespace Pawl.Runs.Tests.Logs;

public sealed class LogSearchTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    public void Searches_of_random_logs_find_what_the_reference_finds(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 12; round++)
        {
            using var scratch = new ScratchFolder();
            var path = scratch["log.ndjson"];
            RandomLog.Write(path, random, random.Next(300));
            var reference = new LogReference(path);
            for (var i = 0; i < 40; i++)
            {
                var query = LogPagesTests.RandomQuery(random);
                var offset = random.NextInt64((File.Exists(path) ? new FileInfo(path).Length : 0) + 5);
                var backward = random.Next(2) == 0;
                var cap = random.Next(1, 50);
                var (hit, wrapped) = reference.Find(query, offset, backward);
                var matching = reference.Matching(query);

                var found = LogSearch.Find(path, query, offset, backward, cap, Long, TimeProvider.System);

                Assert.Equal(hit, found.Hit);
                Assert.Equal(wrapped, found.HasWrapped);
                Assert.Equal(Math.Min(cap, matching.Count), found.Count);
                Assert.Equal(matching.Count > cap, found.HasMore);
                Assert.Equal(hit is not null && matching.IndexOf(hit) < cap ? matching.IndexOf(hit) + 1 : null, found.Index);
                Assert.True(found.IsComplete);
            }
        }
    }

    [Theory]
    [InlineData("^epoch \\d+$", 2)]
    [InlineData("EPOCH 1", 1)]
    [InlineData("loss|epoch", 3)]
    public void Regular_expressions_find_lines(string expression, int count)
    {
        using var scratch = new ScratchFolder();
        Write(scratch["log.ndjson"], "epoch 1", "loss 0.5", "epoch 22", "done");

        var found = LogSearch.Find(
            scratch["log.ndjson"],
            new LogQuery { Text = expression, IsExpression = true },
            0,
            false,
            100,
            Long,
            TimeProvider.System
        );

        Assert.Equal(count, found.Count);
    }

    [Theory]
    [InlineData("(", "is not a regular expression")]
    [InlineData("(a)\\1", "does not take")]
    public void An_expression_that_cannot_be_used_says_so(string expression, string words)
    {
        var error = Assert.Throws<LogQueryException>(() =>
            LogSearch.Find("/nowhere", new LogQuery { Text = expression, IsExpression = true }, 0, false, 1, Long, TimeProvider.System)
        );

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_expression_made_to_run_for_ever_ends_in_time()
    {
        using var scratch = new ScratchFolder();
        Write(scratch["log.ndjson"], [.. Enumerable.Repeat(new string('a', 5000) + "!", 200)]);
        var watch = Stopwatch.StartNew();

        var found = LogSearch.Find(
            scratch["log.ndjson"],
            new LogQuery { Text = "^(a+)+$", IsExpression = true },
            0,
            false,
            10,
            TimeSpan.FromSeconds(1),
            TimeProvider.System
        );

        Assert.Null(found.Hit);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"took {watch.Elapsed}");
    }

    [Fact]
    public void A_search_that_runs_out_of_time_says_that_it_saw_not_all()
    {
        using var scratch = new ScratchFolder();
        Write(scratch["log.ndjson"], "one", "two");

        var found = LogSearch.Find(scratch["log.ndjson"], new LogQuery { Text = "two" }, 0, false, 10, TimeSpan.Zero, TimeProvider.System);

        Assert.False(found.IsComplete);
        Assert.True(found.HasMore);
    }

    [Fact]
    [Trait("speed", "slow")]
    public void A_log_of_a_million_lines_opens_at_its_end_far_below_300_ms()
    {
        using var scratch = new ScratchFolder();
        var path = scratch["log.ndjson"];
        using (var journal = LogJournal.Open(path))
        {
            for (var batch = 0; batch < 100; batch++)
            {
                journal.Append(
                    Enumerable
                        .Range(batch * 10_000, 10_000)
                        .Select(i => new LogLine(
                            Start.AddMilliseconds(i),
                            1 + (i / 500_000),
                            i % 50_000 == 17 ? RunLogLevel.Error : RunLogLevel.Output,
                            i == 3 ? "the one needle" : $"epoch {i / 1000} step {i} loss {1.0 / (1 + i):G6} lr 0.0003 tokens/s 48213"
                        ))
                );
            }
        }

        output.WriteLine($"{new FileInfo(path).Length / 1048576.0:F0} MB, 1,000,000 lines");
        var middle = new FileInfo(path).Length / 2;
        var errors = new LogQuery { Levels = new HashSet<RunLogLevel> { RunLogLevel.Error } };
        LogPages.Last(path, 1);
        Time("read whole (reference)", () => Assert.Equal(1_000_000, LogJournal.Read(path).Count()));
        var opened = Time("last 500", () => Assert.Equal(500, LogPages.Last(path, 500).Entries.Count));
        Time("500 before the middle", () => Assert.Equal(500, LogPages.Before(path, middle, 500).Entries.Count));
        Time("500 after the middle", () => Assert.Equal(500, LogPages.After(path, middle, 500).Entries.Count));
        Time("last 500 errors (20 there are)", () => Assert.Equal(20, LogPages.Last(path, 500, errors).Entries.Count));
        Time("500 of 900,000 new lines, counted", () => Assert.True(LogPages.Since(path, middle / 5, 500).Skipped > 800_000));
        Time("find one needle, case kept", () => Assert.Equal(1, Find(new LogQuery { Text = "the one needle", MatchCase = true }).Count));
        Time("find one needle, case ignored", () => Assert.Equal(1, Find(new LogQuery { Text = "The One Needle" }).Count));
        Time("find what is not there", () => Assert.Equal(0, Find(new LogQuery { Text = "nowhere to be found" }).Count));
        Time("find what is everywhere, count 1000", () => Assert.Equal(1000, Find(new LogQuery { Text = "step" }).Count));
        Time(
            "expression that matches one line",
            () => Assert.Equal(1, Find(new LogQuery { Text = "^the one", IsExpression = true }).Count)
        );

        Assert.True(opened < TimeSpan.FromMilliseconds(300), $"opened in {opened.TotalMilliseconds} ms");

        LogFinding Find(LogQuery query) => LogSearch.Find(path, query, middle, true, 1000, Long, TimeProvider.System);
    }

    private TimeSpan Time(string what, Action action)
    {
        var watch = Stopwatch.StartNew();
        action();
        output.WriteLine($"{what, -40} {watch.Elapsed.TotalMilliseconds, 9:F1} ms");
        return watch.Elapsed;
    }

    private static void Write(string path, params string[] lines)
    {
        using var journal = LogJournal.Open(path);
        journal.Append(lines.Select(line => new LogLine(Start, 1, RunLogLevel.Output, line)));
    }
}
