using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Pawl.Runs.Model;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Api;

public sealed class ProblemTests
{
    [Fact]
    public async Task An_unknown_run_is_a_404_that_names_what_came()
    {
        await using var bench = await Workbench.StartAsync();

        var problem = await (await bench.Http.GetAsync("/api/v1/runs/01ZZZZ")).ProblemAsync(HttpStatusCode.NotFound);

        Assert.Equal("urn:pawl:problem:run-not-found", (string?)problem["type"]);
        Assert.Contains("'01ZZZZ'", (string?)problem["detail"]);
    }

    [Fact]
    public async Task A_beginning_that_two_runs_share_is_a_409_that_names_both()
    {
        await using var bench = await Workbench.StartAsync();
        var (first, second) = (bench.Queue("first", "true"), bench.Queue("second", "true"));

        var problem = await (await bench.Http.GetAsync($"/api/v1/runs/{first.Id[..4]}")).ProblemAsync(HttpStatusCode.Conflict);

        Assert.Contains(first.Id, (string?)problem["detail"]);
        Assert.Contains(second.Id, (string?)problem["detail"]);
    }

    [Fact]
    public async Task What_the_state_forbids_is_a_409_that_says_what_would_be_allowed()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("first", "true");
        bench.Store.RequestCancel(run.Id);

        var again = await (await bench.Http.PostAsync($"/api/v1/runs/{run.Id}/cancel", null)).ProblemAsync(HttpStatusCode.Conflict);
        Assert.Equal("urn:pawl:problem:run-state", (string?)again["type"]);
        Assert.Contains("cancelled", (string?)again["detail"]);

        bench.Store.Resume(run.Id);
        var resumed = await (await bench.Http.PostAsync($"/api/v1/runs/{run.Id}/resume", null)).ProblemAsync(HttpStatusCode.Conflict);
        Assert.Contains("queued", (string?)resumed["detail"]);
    }

    [Fact]
    public async Task A_spec_tells_every_problem_with_line_and_key()
    {
        await using var bench = await Workbench.StartAsync();
        var spec = "workload: command\nthreads: many\ncommand:\n  argv: 3\n  sucess_codes: [0]\n";

        var problem = await (await bench.Http.PostAsync("/api/v1/runs", new { spec })).ProblemAsync(HttpStatusCode.UnprocessableEntity);

        var errors = problem["errors"]!.AsArray().Select(error => ((string?)error!["key"], (int?)error["line"])).ToList();
        Assert.Equal([("command.argv", 4), ("command.sucess_codes", 5), ("threads", 2)], errors.Order());
        Assert.All(problem["errors"]!.AsArray(), error => Assert.NotEmpty((string?)error!["expected"] ?? ""));
        Assert.Empty(bench.Store.List(new RunQuery()));
    }

    [Theory]
    [InlineData("limit=abc", "limit", "'abc'")]
    [InlineData("limit=0", "limit", "1 to 1000")]
    [InlineData("limit=1001", "limit", "1 to 1000")]
    [InlineData("limit=99999999999999999999", "limit", "a whole number")]
    [InlineData("offset=-1", "offset", "at least 0")]
    [InlineData("state=broken", "state", "one of queued, running")]
    public async Task A_wrong_parameter_is_named_with_what_is_accepted(string query, string parameter, string accepted)
    {
        await using var bench = await Workbench.StartAsync();

        var problem = await (await bench.Http.GetAsync($"/api/v1/runs?{query}")).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Equal("urn:pawl:problem:parameter", (string?)problem["type"]);
        Assert.Equal(parameter, (string?)problem["parameter"]);
        Assert.Contains(accepted, (string?)problem["detail"]);
    }

    [Theory]
    [InlineData("{", "Expected a JSON object")]
    [InlineData("", "got none")]
    [InlineData("[1,2]", "Expected a JSON object")]
    [InlineData("""{"spec":5}""", "'spec'")]
    [InlineData("""{"sets":"timeout=3"}""", "$.sets")]
    [InlineData("""{"sets":[null]}""", "'sets'")]
    [InlineData("null", "got none")]
    public async Task A_body_that_is_no_submission_is_a_400_that_says_where(string body, string said)
    {
        await using var bench = await Workbench.StartAsync();
        var content = new StringContent(body, Encoding.UTF8, "application/json");

        var problem = await (await bench.Http.PostAsync("/api/v1/runs", content)).ProblemAsync(HttpStatusCode.BadRequest);

        Assert.Contains(said, (string?)problem["detail"]);
    }

    [Fact]
    public async Task What_is_refused_before_an_endpoint_is_a_problem_too()
    {
        await using var bench = await Workbench.StartAsync();

        var nowhere = await (await bench.Http.GetAsync("/api/v1/nowhere")).ProblemAsync(HttpStatusCode.NotFound);
        Assert.Contains("/api/v1/nowhere", (string?)nowhere["detail"]);

        var other = await (await bench.Http.GetAsync("/api/v2/runs")).ProblemAsync(HttpStatusCode.NotFound);
        Assert.Contains("openapi.json", (string?)other["detail"]);

        var method = await bench.Http.DeleteAsync("/api/v1/runs");
        Assert.Contains("GET", method.Content.Headers.Allow);
        Assert.Contains("GET", (string?)(await method.ProblemAsync(HttpStatusCode.MethodNotAllowed))["detail"]);

        var text = new StringContent("workload: command", Encoding.UTF8, "text/plain");
        var media = await (await bench.Http.PostAsync("/api/v1/runs", text)).ProblemAsync(HttpStatusCode.UnsupportedMediaType);
        Assert.Contains("application/json", (string?)media["detail"]);
    }

    [Fact]
    public async Task A_fault_of_the_server_is_a_500_with_a_trace_and_without_a_stack()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("first", "true");
        bench.Store.Dispose();

        var problem = await (await bench.Http.GetAsync($"/api/v1/runs/{run.Id}")).ProblemAsync(HttpStatusCode.InternalServerError);

        var trace = (string?)problem["trace_id"];
        Assert.NotEmpty(trace ?? "");
        var log = File.ReadAllText(Path.Combine(bench.DataRoot, "logs", "server.log"));
        Assert.Contains(trace!, log);
        Assert.Contains(nameof(ObjectDisposedException), log);
    }

    [Theory]
    [InlineData("application/json", true)]
    [InlineData("application/vnd.pawl+json", true)]
    [InlineData("text/html", false)]
    public async Task Only_json_is_read_as_a_body(string type, bool isRead)
    {
        await using var bench = await Workbench.StartAsync();
        var content = new ByteArrayContent("""{"spec":"workload: command\ncommand: {argv: ['true']}"}"""u8.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue(type);

        var answer = await bench.Http.PostAsync("/api/v1/runs", content);

        Assert.Equal(isRead ? HttpStatusCode.Created : HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }
}
