using System.Diagnostics;
using System.Text;
using Pawl.Runs.Durability;
using Pawl.Runs.Metrics;
using Pawl.Runs.Tests.Durability;

namespace Pawl.Runs.Tests.Metrics;

public sealed class MetricCacheTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 31, 10, 0, 0, TimeSpan.Zero);
    private readonly ScratchFolder _scratch = new();
    private readonly MetricCache _cache = new();

    private string Journal => _scratch["metrics.ndjson"];

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Random_journals_read_as_the_slow_reader_reads_them_with_damage_escapes_and_torn_tails()
    {
        for (var seed = 1; seed <= 60; seed++)
        {
            var path = _scratch[$"{seed}.ndjson"];
            Write(path, RandomPoints(new Random(seed), count: seed % 7 == 0 ? 30_000 : 400));
            Harm(path, new Random(seed));

            AssertSame(path, new MetricCache().Read(path), $"seed {seed}");
        }
    }

    [Fact]
    public void A_journal_that_grows_in_small_pieces_reads_the_same_at_every_moment()
    {
        var whole = _scratch["whole.ndjson"];
        Write(whole, RandomPoints(new Random(7), 300));
        var bytes = File.ReadAllBytes(whole);
        var random = new Random(8);
        for (var length = 0; length < bytes.Length; )
        {
            var more = Math.Min(random.Next(1, 400), bytes.Length - length);
            using (var file = new FileStream(Journal, FileMode.Append))
            {
                file.Write(bytes, length, more);
            }

            length += more;
            AssertSame(Journal, _cache.Read(Journal), $"at {length} bytes");
        }
    }

    [Fact]
    public void A_superseded_journal_is_noticed_even_when_it_is_as_long_as_before()
    {
        using var journal = MetricJournal.Open(Journal);
        journal.Append(Points(attempt: 1, from: 10, to: 59, value: 1));
        var length = new FileInfo(Journal).Length;
        Assert.Equal(59, _cache.Read(Journal).Find("loss")!.LastStep);

        journal.Supersede(resumeStep: 29, newAttempt: 2);
        journal.Append(Points(attempt: 2, from: 30, to: 59, value: 2));

        Assert.Equal(length, new FileInfo(Journal).Length);
        var series = _cache.Read(Journal).Find("loss")!;
        Assert.Equal([.. Enumerable.Repeat(1.0, 20), .. Enumerable.Repeat(2.0, 30)], series.Values.ToArray());
    }

    [Fact]
    public void A_journal_replaced_by_one_that_differs_only_in_its_middle_is_noticed()
    {
        Write(Journal, Points(1, 10, 59, 1));
        Assert.Equal(50, _cache.Read(Journal).Find("loss")!.Count);
        var other = _scratch["other.ndjson"];
        Write(other, [.. Points(1, 10, 29, 1), .. Points(1, 30, 39, 3), .. Points(1, 40, 59, 1)]);
        File.Move(other, Journal, overwrite: true);

        Assert.Equal(3, _cache.Read(Journal).Find("loss")!.Extremes.Maximum);
    }

    [Fact]
    public void A_journal_that_went_has_no_metrics_and_one_that_came_has()
    {
        Assert.Empty(_cache.Read(Journal).Series);
        Write(Journal, Points(1, 10, 19, 1));
        Assert.Single(_cache.Read(Journal).Series);
        File.Delete(Journal);
        Assert.Empty(_cache.Read(Journal).Series);
    }

    [Fact]
    public void Names_that_were_never_reported_are_absent_and_not_zero()
    {
        Write(Journal, Points(1, 10, 19, 1));

        Assert.Null(_cache.Read(Journal).Find("metrics/mAP50"));
    }

    [Fact]
    public void Every_value_of_a_batch_written_at_once_is_its_own_point()
    {
        Write(Journal, Points(1, 1, 5000, 1));

        var series = _cache.Read(Journal).Find("loss")!;

        Assert.Equal(Enumerable.Range(1, 5000).Select(step => (long)step), series.Steps.ToArray());
    }

    [Fact]
    public void Steps_that_go_back_come_in_order_and_those_of_one_step_as_they_were_reported()
    {
        Write(
            Journal,
            [
                new MetricPoint(1, 20, "x", 1, Start),
                new MetricPoint(1, 10, "x", 2, Start.AddSeconds(1)),
                new MetricPoint(1, 20, "x", 3, Start.AddSeconds(2)),
            ]
        );

        var series = _cache.Read(Journal).Find("x")!;

        Assert.Equal([10, 20, 20], series.Steps.ToArray());
        Assert.Equal([2, 1, 3], series.Values.ToArray());
        Assert.False(series.IsInTimeOrder);
        Assert.Equal([1, 2, 3], series.InTimeOrder().Values.ToArray());
    }

    [Fact]
    public void The_budget_holds_and_those_not_asked_for_the_longest_go()
    {
        var cache = new MetricCache(1 << 20);
        for (var i = 0; i < 30; i++)
        {
            var path = _scratch[$"{i}.ndjson"];
            Write(path, Points(1, 10, 4000, i));
            Assert.Equal(3991, cache.Read(path).Find("loss")!.Count);
            Assert.True(cache.Bytes <= 1 << 20, $"{cache.Bytes} bytes");
        }
    }

    [Fact]
    public void A_run_beyond_its_share_of_memory_is_thinned_and_keeps_its_peaks_its_ends_and_its_count()
    {
        var cache = new MetricCache(1 << 20);
        Write(
            Journal,
            Enumerable
                .Range(0, 100_000)
                .Select(step => new MetricPoint(
                    1,
                    step,
                    "loss",
                    step == 77_777 ? 99
                        : step == 33_333 ? -99
                        : step % 10,
                    Start
                ))
        );

        var series = cache.Read(Journal).Find("loss")!;

        Assert.True(series.IsThinned);
        Assert.Equal(100_000, series.Reported);
        Assert.InRange(series.Count, 1000, (1 << 20) / 3 / 24);
        Assert.Contains(99.0, series.Values.ToArray());
        Assert.Contains(-99.0, series.Values.ToArray());
        Assert.Equal((0, 99_999), (series.Steps.Span[0], series.LastStep));
        Assert.Equal(new MetricExtremes(-99, 33_333, 99, 77_777), series.Extremes);
    }

    [Fact]
    public async Task Readings_by_many_threads_while_it_grows_are_whole()
    {
        using var journal = MetricJournal.Open(Journal);
        var writer = Task.Run(() =>
        {
            for (var step = 1; step <= 3000; step++)
            {
                journal.Append(Points(1, step, step, step));
            }
        });
        var readers = Enumerable
            .Range(0, 4)
            .Select(_ =>
                Task.Run(() =>
                {
                    while (!writer.IsCompleted)
                    {
                        if (_cache.Read(Journal).Find("loss") is { } series)
                        {
                            var steps = series.Steps.ToArray();
                            Assert.Equal(Enumerable.Range(1, steps.Length).Select(step => (long)step), steps);
                            Assert.Equal(steps.Select(step => (double)step), series.Values.ToArray());
                        }
                    }
                })
            );
        await Task.WhenAll([writer, .. readers]);
        Assert.Equal(3000, _cache.Read(Journal).Find("loss")!.Count);
    }

    [Fact]
    [Trait("speed", "slow")]
    public void A_million_values_are_read_from_the_start_and_reduced()
    {
        var random = new Random(1);
        Write(
            Journal,
            Enumerable
                .Range(0, 1_000_000)
                .Select(step => new MetricPoint(1, step, "loss/train", random.NextDouble(), Start.AddTicks(step * 12_345L)))
        );
        for (var round = 0; round < 5; round++)
        {
            var watch = Stopwatch.StartNew();
            var series = new MetricCache().Read(Journal).Find("loss/train")!;
            var read = watch.Elapsed;
            watch.Restart();
            var buckets = series.Reduce(new MetricRange { Points = 400, Smoothing = 0.6 });
            TestContext.Current.SendDiagnosticMessage(
                $"1,000,000 values, {new FileInfo(Journal).Length >> 20} MiB: read {read.TotalMilliseconds:0} ms, reduced {watch.Elapsed.TotalMilliseconds:0.0} ms"
            );
            Assert.Equal(1_000_000, buckets.Values);
        }
    }

    private static void AssertSame(string path, RunMetrics actual, string what)
    {
        var damaged = 0;
        var expected = MetricJournal
            .Read(path, 0, _ => damaged++)
            .Select(entry => entry.Point)
            .GroupBy(point => point.Name)
            .Select(metric => (metric.Key, Points: metric.OrderBy(point => point.Step).ToList()))
            .ToList();
        Assert.Equal(expected.Select(metric => metric.Key), actual.Series.Select(series => series.Name));
        Assert.True(damaged == actual.Damaged, what);
        foreach (var ((name, points), series) in expected.Zip(actual.Series))
        {
            Assert.True(points.Select(point => point.Step).SequenceEqual(series.Steps.ToArray()), $"{what}: steps of {name}");
            Assert.True(
                points
                    .Select(point => BitConverter.DoubleToInt64Bits(point.Value))
                    .SequenceEqual(series.Values.ToArray().Select(BitConverter.DoubleToInt64Bits)),
                $"{what}: values of {name}"
            );
            Assert.True(
                points.Select(point => point.At.ToUnixTimeMilliseconds()).SequenceEqual(series.Times.ToArray()),
                $"{what}: times of {name}"
            );
            Assert.Equal(points.Min(point => point.Value), series.Extremes.Minimum);
            Assert.Equal(points.Max(point => point.Value), series.Extremes.Maximum);
        }
    }

    private static List<MetricPoint> RandomPoints(Random random, int count)
    {
        string[] names = ["loss/train", "loss/val", "a\"b", "back\\slash", "größe", "日本/値", "tab\there", "<&>", "x", "emoji 😀"];
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(i => new MetricPoint(
                    random.Next(1, 4),
                    random.Next(20) == 0 ? random.NextInt64() : i,
                    names[random.Next(names.Length)] + (random.Next(100) == 0 ? random.Next(5).ToString() : ""),
                    random.Next(5) switch
                    {
                        0 => random.Next(-100, 100),
                        1 => (float)random.NextDouble(),
                        2 => BitConverter.Int64BitsToDouble(random.NextInt64(0x7FEF_FFFF_FFFF_FFFF)),
                        _ => random.NextDouble() * Math.Pow(10, random.Next(-30, 30)),
                    },
                    new DateTimeOffset(
                        Start.AddTicks(random.NextInt64(TimeSpan.TicksPerDay)).Ticks,
                        TimeSpan.FromMinutes(random.Next(10) == 0 ? 90 : 0)
                    )
                )),
        ];
    }

    /// <summary>Breaks some lines, puts strange ones between, and may leave an unfinished one at the end.</summary>
    private static void Harm(string path, Random random)
    {
        var bytes = File.ReadAllBytes(path).ToList();
        for (var i = random.Next(6); i > 0; i--)
        {
            var at = random.Next(bytes.Count);
            bytes[at] = (byte)random.Next(256);
        }

        for (var i = random.Next(4); i > 0; i--)
        {
            var at = bytes.IndexOf((byte)'\n', random.Next(bytes.Count / 2)) + 1;
            bytes.InsertRange(
                at,
                Encoding.UTF8.GetBytes(
                    random.Next(3) switch
                    {
                        0 => "\n",
                        1 => "not a record at all\n",
                        _ => new string('x', random.Next(200_000)) + "\n",
                    }
                )
            );
        }

        if (random.Next(2) == 0)
        {
            bytes.RemoveRange(bytes.Count - random.Next(1, 60), 0);
            bytes.AddRange("{\"attempt\":1,\"step\":5"u8);
        }

        File.WriteAllBytes(path, [.. bytes]);
    }

    private static void Write(string path, IEnumerable<MetricPoint> points)
    {
        using var journal = MetricJournal.Open(path);
        journal.Append(points);
    }

    private static IEnumerable<MetricPoint> Points(int attempt, int from, int to, double value) =>
        Enumerable.Range(from, to - from + 1).Select(step => new MetricPoint(attempt, step, "loss", value, Start.AddSeconds(step)));
}
