using System.Net;
using System.Text.Json.Nodes;
using Pawl.Runs.Events;
using Pawl.Runs.Model;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Api;

public sealed class RunsApiTests
{
    private const string Yaml = "workload: command\nname: hello\ncommand:\n  argv: [echo, hello]\n";

    [Fact]
    public async Task A_run_is_made_from_yaml_and_lies_where_the_answer_says()
    {
        await using var bench = await Workbench.StartAsync();

        var answer = await bench.Http.PostAsync("/api/v1/runs", new { spec = Yaml, sets = (string[])["timeout=5m"] });
        var run = await answer.OkAsync(HttpStatusCode.Created);

        Assert.Equal($"/api/v1/runs/{run["id"]}", answer.Headers.Location?.ToString());
        Assert.Equal("queued", (string?)run["state"]);
        Assert.Equal("hello", (string?)run["name"]);
        var shown = await (await bench.Http.GetAsync(answer.Headers.Location)).OkAsync();
        Assert.Equal(300, (double?)shown["spec"]!["timeout"]);
        Assert.NotNull(ActorOf(bench.Store.EventsOf((string)run["id"]!)[0]));
    }

    [Fact]
    public async Task A_run_is_made_from_a_json_object_that_leaves_its_workload_to_the_request()
    {
        await using var bench = await Workbench.StartAsync();
        var spec = new
        {
            command = new { argv = (string[])["printf", "%s\n", "two words", "\"quoted\"", "ünï 🚀"] },
            timeout = "1h",
            threads = 2,
        };

        var run = await (
            await bench.Http.PostAsync(
                "/api/v1/runs",
                new
                {
                    spec,
                    workload = "command",
                    name = "a: \"b\" 🚀",
                }
            )
        ).OkAsync(HttpStatusCode.Created);

        Assert.Equal("a: \"b\" 🚀", (string?)run["name"]);
        var shown = await (await bench.Http.GetAsync($"/api/v1/runs/{run["id"]}")).OkAsync();
        Assert.Equal(spec.command.argv, shown["spec"]!["command"]!["argv"]!.AsArray().Select(item => (string?)item));
        Assert.Equal(3600, (double?)shown["spec"]!["timeout"]);
    }

    [Fact]
    public async Task The_same_request_again_is_the_same_run_also_when_many_come_at_once()
    {
        await using var bench = await Workbench.StartAsync();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(_ => bench.Http.PostAsync("/api/v1/runs", new { spec = Yaml }, "key-1"))
        );

        var ids = new HashSet<string>();
        foreach (var answer in answers)
        {
            ids.Add((string)(await answer.OkAsync(answer.StatusCode))["id"]!);
            Assert.NotNull(answer.Headers.Location);
        }

        Assert.Single(ids);
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.All(
            answers.Where(answer => answer.StatusCode == HttpStatusCode.OK),
            answer => Assert.Contains("true", answer.Headers.GetValues("Idempotency-Replayed"))
        );
        Assert.Single(bench.Store.List(new RunQuery()));
    }

    [Fact]
    public async Task The_same_key_for_another_request_is_a_conflict()
    {
        await using var bench = await Workbench.StartAsync();
        var first = await (await bench.Http.PostAsync("/api/v1/runs", new { spec = Yaml }, "key-1")).OkAsync(HttpStatusCode.Created);

        var other = await bench.Http.PostAsync("/api/v1/runs", new { spec = Yaml, name = "other" }, "key-1");

        var problem = await other.ProblemAsync(HttpStatusCode.Conflict);
        Assert.Equal("urn:pawl:problem:idempotency-key", (string?)problem["type"]);
        Assert.Contains((string)first["id"]!, (string?)problem["detail"]);
        Assert.Single(bench.Store.List(new RunQuery()));
    }

    [Fact]
    public async Task A_retry_under_a_key_starts_one_run_however_often_it_is_sent()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("first", "true");

        var first = await (await bench.Http.PostAsync($"/api/v1/runs/{run.Id}/retry", null, "again")).OkAsync(HttpStatusCode.Created);
        var second = await (await bench.Http.PostAsync($"/api/v1/runs/{run.Id}/retry", null, "again")).OkAsync();

        Assert.Equal((string?)first["id"], (string?)second["id"]);
        Assert.Equal(run.Id, (string?)first["retry_of"]);
        Assert.Equal(2, bench.Store.Count(new RunQuery()));
    }

    [Fact]
    public async Task Pages_lead_through_all_runs_once_each()
    {
        await using var bench = await Workbench.StartAsync();
        var all = Enumerable.Range(0, 7).Select(number => bench.Queue($"run {number} a&b", "true").Id).Reverse().ToList();
        bench.Queue("other", "true");
        var seen = new List<string>();

        for (var next = "/api/v1/runs?text=a%26b&limit=3"; next is not null; )
        {
            var answer = await bench.Http.GetAsync(next);
            var page = await answer.OkAsync();
            Assert.Equal(7, (int?)page["total"]);
            seen.AddRange(page["runs"]!.AsArray().Select(run => (string)run!["id"]!));
            next = (string?)page["next"];
            Assert.Equal(next is null, !answer.Headers.Contains("Link"));
            if (next is not null)
            {
                Assert.Equal($"<{next}>; rel=\"next\"", answer.Headers.GetValues("Link").Single());
            }
        }

        Assert.Equal(all, seen);
    }

    [Fact]
    public async Task Lists_keep_to_state_tag_and_order()
    {
        await using var bench = await Workbench.StartAsync();
        var tagged = await MakeAsync(bench, "b", "tags=[nightly]");
        var cancelled = await MakeAsync(bench, "a", "tags=[nightly, gpu]");
        await MakeAsync(bench, "c", "threads=1");
        bench.Store.RequestCancel(cancelled);

        Assert.Equal([cancelled, tagged], await IdsAsync(bench, "tag=nightly&sort=name"));
        Assert.Equal([tagged, cancelled], await IdsAsync(bench, "tag=nightly&sort=name:desc"));
        Assert.Equal([cancelled], await IdsAsync(bench, "state=cancelled,failed"));
        Assert.Equal([cancelled], await IdsAsync(bench, "state=failed&state=cancelled&tag=gpu"));
        Assert.Empty(await IdsAsync(bench, "workload=text"));
        var problem = await (await bench.Http.GetAsync("/api/v1/runs?sort=colour")).ProblemAsync(HttpStatusCode.BadRequest);
        Assert.Equal("sort", (string?)problem["parameter"]);
    }

    [Fact]
    public async Task Cancelling_many_tells_of_each_what_became_of_it()
    {
        await using var bench = await Workbench.StartAsync();
        var (first, second) = (bench.Queue("first", "true"), bench.Queue("second", "true"));
        bench.Store.RequestCancel(second.Id);

        var answer = await bench.Http.PostAsync("/api/v1/runs/cancel", new { ids = (string[])[first.Id, second.Id, "nothing"] });
        var body = await answer.OkAsync();

        Assert.Equal(1, (int?)body["cancelled"]);
        var results = body["results"]!.AsArray();
        Assert.Equal("cancelled", (string?)results[0]!["run"]!["state"]);
        Assert.Equal("urn:pawl:problem:run-state", (string?)results[1]!["problem"]!["type"]);
        Assert.Equal("urn:pawl:problem:run-not-found", (string?)results[2]!["problem"]!["type"]);
        await (await bench.Http.PostAsync("/api/v1/runs/cancel", new { ids = (string[])[] })).ProblemAsync(HttpStatusCode.BadRequest);
        await (await bench.Http.PostAsync("/api/v1/runs/cancel", new { })).ProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_queued_run_is_clean_and_has_no_manifest_yet()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("first", "true");

        var verified = await (await bench.Http.GetAsync($"/api/v1/runs/{run.Id}/verify")).OkAsync();
        Assert.True((bool?)verified["clean"]);

        var problem = await (await bench.Http.GetAsync($"/api/v1/runs/{run.Id}/manifest")).ProblemAsync(HttpStatusCode.NotFound);
        Assert.Contains("queued", (string?)problem["detail"]);
    }

    private static async Task<string> MakeAsync(Workbench bench, string name, string set)
    {
        var body = new
        {
            spec = Yaml,
            name,
            sets = (string[])[set],
        };
        return (string)(await (await bench.Http.PostAsync("/api/v1/runs", body)).OkAsync(HttpStatusCode.Created))["id"]!;
    }

    private static async Task<List<string>> IdsAsync(Workbench bench, string query)
    {
        var page = await (await bench.Http.GetAsync($"/api/v1/runs?{query}")).OkAsync();
        return [.. page["runs"]!.AsArray().Select(run => (string)run!["id"]!)];
    }

    private static string? ActorOf(EventRecord record) => (string?)JsonNode.Parse(record.Data)!["actor"]?["name"];
}
