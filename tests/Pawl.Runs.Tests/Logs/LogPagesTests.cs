using Pawl.Runs.Durability;
using Pawl.Runs.Logs;
using Pawl.Runs.Tests.Durability;
using Pawl.Runs.Workloads;

namespace Pawl.Runs.Tests.Logs;

public sealed class LogPagesTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_log_that_is_not_there_is_empty()
    {
        var page = LogPages.Last("/nowhere/log.ndjson", 10);

        Assert.Empty(page.Entries);
        Assert.Equal((null, 0, true), (page.Previous, page.Next, page.IsEnd));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Pages_of_random_logs_hold_what_the_reference_holds(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 12; round++)
        {
            using var scratch = new ScratchFolder();
            var path = scratch["log.ndjson"];
            RandomLog.Write(path, random, random.Next(300));
            var reference = new LogReference(path);
            var length = File.Exists(path) ? new FileInfo(path).Length : 0;
            for (var i = 0; i < 25; i++)
            {
                var query = RandomQuery(random);
                var count = random.Next(40);
                var offset = Offset(random, reference, length);
                Assert.Equal(reference.Before(long.MaxValue, count, query), LogPages.Last(path, count, query).Entries);
                Assert.Equal(reference.Before(offset, count, query), LogPages.Before(path, offset, count, query).Entries);
                Assert.Equal(reference.After(offset, count, query), LogPages.After(path, offset, count, query).Entries);
                var around = LogPages.Around(path, offset, count, query);
                var before = reference.Before(offset, count / 2, query);
                Assert.Equal([.. before, .. reference.After(offset, count - before.Count, query)], around.Entries);
            }
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void Paging_to_either_end_tells_each_line_once(int seed)
    {
        var random = new Random(seed);
        using var scratch = new ScratchFolder();
        var path = scratch["log.ndjson"];
        RandomLog.Write(path, random, 400);
        var reference = new LogReference(path);
        foreach (var query in Enumerable.Range(0, 6).Select(_ => RandomQuery(random)).Prepend(LogQuery.All))
        {
            var backward = new List<LogEntry>();
            var page = LogPages.Last(path, 7, query);
            backward.InsertRange(0, page.Entries);
            while (page.Previous is { } previous)
            {
                page = LogPages.Before(path, previous, 7, query);
                backward.InsertRange(0, page.Entries);
            }

            Assert.Equal(reference.Matching(query), backward);

            var forward = new List<LogEntry>();
            page = LogPages.After(path, 0, 7, query);
            forward.AddRange(page.Entries);
            while (!page.IsEnd)
            {
                page = LogPages.After(path, page.Next, 7, query);
                forward.AddRange(page.Entries);
            }

            Assert.Equal(reference.Matching(query), forward);
        }
    }

    [Fact]
    public void Who_reads_on_from_next_misses_no_line_though_the_writer_dies_and_its_torn_record_is_cut()
    {
        using var scratch = new ScratchFolder();
        var path = scratch["log.ndjson"];
        Append(path, 0, 5);
        var page = LogPages.Last(path, 2);
        // A damaged whole line and a torn one: both are cut off when the next attempt opens the log.
        File.AppendAllText(path, "{\"at\":\"2026-01-31T10:00:00+00:00\",\"attempt\":1,\"crc\":\"00000000\"}\n{\"at\":\"20");
        var seen = new List<LogEntry>();
        Read();
        Append(path, 5, 8);
        Read();
        Append(path, 8, 11);
        Read();

        Assert.Equal(Enumerable.Range(5, 6).Select(i => $"line {i}"), seen.Select(entry => entry.Line.Line));

        void Read()
        {
            var next = LogPages.After(path, page.Next, 100);
            seen.AddRange(next.Entries);
            page = next;
        }
    }

    [Fact]
    public void Identical_consecutive_lines_all_stay_and_each_has_a_place_of_its_own()
    {
        using var scratch = new ScratchFolder();
        var path = scratch["log.ndjson"];
        using (var journal = LogJournal.Open(path))
        {
            journal.Append(Enumerable.Repeat(new LogLine(Start, 1, RunLogLevel.Output, "waiting"), 500));
        }

        var page = LogPages.Last(path, 1000);

        Assert.Equal(500, page.Entries.Count);
        Assert.Equal(500, page.Entries.Select(entry => entry.Offset).Distinct().Count());
    }

    [Fact]
    public void A_reader_that_follows_the_end_gets_the_last_lines_and_the_number_of_those_between()
    {
        using var scratch = new ScratchFolder();
        var path = scratch["log.ndjson"];
        Append(path, 0, 10);
        var first = LogPages.Last(path, 5);
        Append(path, 10, 5000);

        var page = LogPages.Since(path, first.Next, 100);

        Assert.Equal(4890, page.Skipped);
        Assert.Equal(Enumerable.Range(4900, 100).Select(i => $"line {i}"), page.Entries.Select(entry => entry.Line.Line));
        Assert.Equal(new FileInfo(path).Length, page.Next);

        Append(path, 5000, 5003);
        var few = LogPages.Since(path, page.Next, 100);
        Assert.Equal(0, few.Skipped);
        Assert.Equal(["line 5000", "line 5001", "line 5002"], few.Entries.Select(entry => entry.Line.Line));
    }

    [Fact]
    public void A_narrow_query_that_matches_nothing_still_moves_on_so_that_following_it_stays_cheap()
    {
        using var scratch = new ScratchFolder();
        var path = scratch["log.ndjson"];
        Append(path, 0, 5000);
        var query = new LogQuery { Levels = new HashSet<RunLogLevel> { RunLogLevel.Error } };

        Assert.Equal(new FileInfo(path).Length, LogPages.After(path, 0, 10, query).Next);
        Assert.Equal(new FileInfo(path).Length, LogPages.Last(path, 10, query).Next);
        Assert.Equal(new FileInfo(path).Length, LogPages.Since(path, 0, 10, query).Next);
    }

    internal static LogQuery RandomQuery(Random random) =>
        new()
        {
            Text = random.Next(3) == 0 ? null : RandomLog.Text(random, 3),
            MatchCase = random.Next(2) == 0,
            Levels = random.Next(3) == 0 ? Enum.GetValues<RunLogLevel>().Where(_ => random.Next(2) == 0).ToHashSet() : null,
            Attempt = random.Next(4) == 0 ? random.Next(1, 6) : null,
        };

    private static long Offset(Random random, LogReference reference, long length) =>
        random.Next(4) switch
        {
            0 => random.NextInt64(length + 10),
            1 when reference.All.Count > 0 => reference.All[random.Next(reference.All.Count)].Offset,
            2 when reference.All.Count > 0 => reference.All[random.Next(reference.All.Count)].End,
            _ => random.Next(2) * length,
        };

    private static void Append(string path, int from, int to)
    {
        using var journal = LogJournal.Open(path);
        journal.Append(
            Enumerable.Range(from, to - from).Select(i => new LogLine(Start.AddMilliseconds(i), 1, RunLogLevel.Output, $"line {i}"))
        );
    }
}
