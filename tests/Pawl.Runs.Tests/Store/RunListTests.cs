using Pawl.Runs.Model;
using Pawl.Runs.Store;

namespace Pawl.Runs.Tests.Store;

public sealed class RunListTests : IDisposable
{
    private readonly StoreFixture _fixture = new();

    private RunStore Store => _fixture.Store;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Tags_are_kept_in_order_once_each_and_a_retry_keeps_them()
    {
        var run = Create("a", "nightly", "paper/figure-3", "nightly");

        Assert.Equal(["nightly", "paper/figure-3"], run.Tags);
        Assert.Equal(["nightly", "paper/figure-3"], Store.Get(run.Id).Tags);
        Assert.Equal(["nightly", "paper/figure-3"], Store.Retry(run.Id).Tags);
        Assert.Equal(["nightly", "paper/figure-3"], Store.Summaries(new RunQuery())[1].Tags);
        Assert.Empty(_fixture.Create().Tags);
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("")]
    [InlineData("a,b")]
    [InlineData("a\nb")]
    [InlineData("123456789012345678901234567890123456789012345678901")]
    public void What_is_no_tag_is_refused(string tag)
    {
        var error = Assert.Throws<ArgumentException>(() => Create("a", tag));

        Assert.Contains($"got '{tag}'", error.Message, StringComparison.Ordinal);
        Assert.Empty(Store.List(new RunQuery()));
    }

    [Fact]
    public void Runs_are_found_by_all_of_some_whole_tags()
    {
        var both = Create("both", "night", "small");
        var one = Create("one", "night");
        Create("longer", "nightly", "smaller");

        Assert.Equal([one.Id, both.Id], Ids(new RunQuery { Tags = ["night"] }));
        Assert.Equal([both.Id], Ids(new RunQuery { Tags = ["small", "night"] }));
        Assert.Empty(Ids(new RunQuery { Tags = ["Night"] }));
        Assert.Equal([("night", 2), ("nightly", 1), ("small", 1), ("smaller", 1)], Store.TagsInUse());
    }

    [Fact]
    public void Text_is_looked_for_in_name_id_and_tags_and_nothing_in_it_is_a_wildcard()
    {
        var percent = Create("100% done");
        var underscore = Create("a_b");
        var plain = Create("axb", "Größe");

        Assert.Equal([percent.Id], Ids(new RunQuery { Text = "0%" }));
        Assert.Equal([underscore.Id], Ids(new RunQuery { Text = "a_b" }));
        Assert.Equal([plain.Id], Ids(new RunQuery { Text = "AXB" }));
        Assert.Equal([plain.Id], Ids(new RunQuery { Text = "GRÖ" }));
        Assert.Equal([plain.Id], Ids(new RunQuery { Text = plain.Id.ToLowerInvariant() }));
        Assert.Empty(Ids(new RunQuery { Text = "'; DROP TABLE runs; --" }));
        Assert.Equal(3, Store.Count(new RunQuery { Text = "" }));
    }

    [Fact]
    public void Every_column_sorts_both_ways_with_what_is_missing_last_and_the_newest_first_among_equals()
    {
        var never = Create(null);
        var quick = Run("b", seconds: 1);
        var slow = Run("A", seconds: 60);
        var queued = Create("c");

        Assert.Equal([slow.Id, quick.Id, queued.Id, never.Id], Ids(Sorted("name")));
        Assert.Equal([queued.Id, quick.Id, slow.Id, never.Id], Ids(Sorted("name:desc")));
        Assert.Equal([quick.Id, slow.Id, queued.Id, never.Id], Ids(Sorted("duration")));
        Assert.Equal([slow.Id, quick.Id, queued.Id, never.Id], Ids(Sorted("duration:desc")));
        Assert.Equal([never.Id, quick.Id, slow.Id, queued.Id], Ids(Sorted("created")));
        Assert.Equal([slow.Id, quick.Id, queued.Id, never.Id], Ids(Sorted("ended:desc")));
        Assert.Equal([quick.Id, slow.Id, queued.Id, never.Id], Ids(Sorted("started")));
        Assert.Equal([queued.Id, never.Id, slow.Id, quick.Id], Ids(Sorted("state")));
        Assert.Equal([slow.Id, quick.Id, queued.Id, never.Id], Ids(Sorted("progress:desc")));
        foreach (var column in RunSort.Columns)
        {
            Assert.Equal(4, Ids(Sorted(column)).Distinct().Count());
        }
    }

    [Fact]
    public void An_unknown_column_is_refused()
    {
        Assert.False(RunSort.TryParse("spec_json", out _));
        Assert.False(RunSort.TryParse("metric:", out _));
        Assert.Throws<ArgumentException>(() => Store.List(new RunQuery { Sort = new RunSort("id; DROP TABLE runs", false) }));
        Assert.True(RunSort.TryParse("metric:loss/val:desc", out var sort));
        Assert.Equal(("loss/val", true, "metric:loss/val:desc"), (sort.Metric, sort.Descending, sort.ToString()));
    }

    [Fact]
    public void Pages_of_equal_runs_neither_repeat_nor_leave_out_one()
    {
        var ids = Enumerable.Range(0, 25).Select(_ => Create("same", "tag").Id).Reverse().ToList();

        foreach (var sort in new RunSort?[] { null, new("name", false), new("state", true), new("metric:none", false) })
        {
            var pages = Enumerable
                .Range(0, 4)
                .SelectMany(page =>
                    Ids(
                        new RunQuery
                        {
                            Sort = sort,
                            Limit = 7,
                            Offset = page * 7,
                        }
                    )
                );
            Assert.Equal(ids, pages);
        }
    }

    [Fact]
    public void Counts_are_by_state_under_the_other_filters()
    {
        Create("a", "x");
        var cancelled = Create("b", "x");
        Store.RequestCancel(cancelled.Id);
        Create("c");
        Store.Create(new NewRun("text", "d", null, "{}", RetryPolicy.Default, null) { Tags = ["x"] });

        var query = new RunQuery
        {
            Tags = ["x"],
            States = [RunState.Cancelled],
            Limit = 1,
        };

        Assert.Equal(
            [(RunState.Queued, 2), (RunState.Cancelled, 1)],
            Store.CountsByState(query).Select(pair => (pair.Key, pair.Value)).Order()
        );
        Assert.Equal(1, Store.Count(query));
        Assert.Equal(4, Store.Count(new RunQuery()));
        Assert.Equal([("command", 3), ("text", 1)], Store.WorkloadsInUse());
    }

    [Fact]
    public void A_summary_says_what_the_run_does()
    {
        var run = Run("named", seconds: 5, fails: true);
        var summary = Assert.Single(Store.Summaries(new RunQuery()));

        Assert.Equal(
            (run.Id, run.Workload, run.Name, run.State, run.CreatedAt, run.StartedAt, run.EndedAt, run.Attempts, run.Progress, run.Message),
            (
                summary.Id,
                summary.Workload,
                summary.Name,
                summary.State,
                summary.CreatedAt,
                summary.StartedAt,
                summary.EndedAt,
                summary.Attempts,
                summary.Progress,
                summary.Message
            )
        );
        Assert.Equal(("test", "as asked"), (summary.Failure?.Kind, summary.Failure?.Message));
    }

    private static RunQuery Sorted(string sort) =>
        new() { Sort = RunSort.TryParse(sort, out var parsed) ? parsed : throw new ArgumentException(sort) };

    private RunRecord Create(string? name, params string[] tags) => Store.Create(StoreFixture.Run(name: name) with { Tags = tags });

    /// <summary>A run that has ended after so long.</summary>
    private RunRecord Run(string name, int seconds, bool fails = false)
    {
        var run = Create(name);
        var lease = Store.Claim(StoreFixture.Worker("w1"), run.Id)!.Lease;
        _fixture.Time.Advance(TimeSpan.FromSeconds(seconds));
        return _fixture.End(lease, fails ? AttemptState.Failed : AttemptState.Succeeded);
    }

    private string[] Ids(RunQuery query)
    {
        string[] ids = [.. Store.Summaries(query).Select(run => run.Id)];
        Assert.Equal(ids, Store.List(query).Select(run => run.Id));
        return ids;
    }
}
