using System.Net;
using Pawl.Web.Tests.Api;
using Pawl.Web.Tests.Harness;
using Pawl.Web.Tests.Harness.Seeding;

namespace Pawl.Web.Tests.Evolutions;

public sealed class EvolutionsApiTests : IAsyncLifetime
{
    private Workbench _bench = null!;
    private string _run = "";

    public async ValueTask InitializeAsync()
    {
        _bench = await Workbench.StartAsync();
        _run = (await EvolvingRun.StartAsync(_bench)).Id;
    }

    public ValueTask DisposeAsync() => _bench.DisposeAsync();

    [Fact]
    public async Task Services_are_read_page_after_page_each_once()
    {
        var ids = new List<string>();
        for (var url = $"/api/v1/runs/{_run}/services?limit=4"; url is not null; )
        {
            using var answer = await _bench.Http.GetAsync(url);
            var page = await answer.OkAsync();
            Assert.Equal(page["next"] is not null, answer.Headers.Contains("Link"));
            ids.AddRange(page["services"]!.AsArray().Select(service => (string)service!["service_id"]!));
            url = (string?)page["next"];
        }

        Assert.Equal(SeedEvolution.Services.Select(service => service.Id), ids);
        var failed = await (await _bench.Http.GetAsync($"/api/v1/runs/{_run}/services?state=failed")).OkAsync();
        Assert.Equal(6, (int?)failed["counts"]!["done"]);
        Assert.Equal("call_failed", (string?)failed["services"]![0]!["failure_kind"]);
        Assert.Equal("failed", (string?)failed["services"]![0]!["stages"]![6]!["state"]);
        Assert.Equal(5, (int?)failed["services"]![0]!["retries"]);
    }

    [Theory]
    [InlineData("S1")]
    [InlineData("a/../b?c=d&e#f")]
    public async Task A_service_is_shown_with_its_line_and_calls(string id)
    {
        var shown = await (await _bench.Http.GetAsync($"/api/v1/runs/{_run}/services/{Uri.EscapeDataString(id)}")).OkAsync();

        Assert.Equal(id, (string?)shown["evolution"]!["service"]!["service_id"]);
        Assert.Equal(5, shown["evolution"]!["plateaus"]!.AsArray().Count);
        Assert.Equal(21, shown["calls"]!.AsArray().Count);
        Assert.Equal("model", (string?)shown["calls"]![0]!["source"]);
        Assert.Equal("gpt-5-mini", (string?)shown["calls"]![0]!["model"]);
    }

    [Fact]
    public async Task A_service_at_work_has_no_line_yet_and_shows_its_tries()
    {
        var shown = await (await _bench.Http.GetAsync($"/api/v1/runs/{_run}/services/S8")).OkAsync();

        Assert.Null(shown["evolution"]);
        Assert.Equal(["unknown", "open"], shown["unanswered"]!.AsArray().Select(one => (string?)one!["outcome"]));
    }

    [Fact]
    public async Task Findings_and_breakers_are_listed()
    {
        var findings = await (await _bench.Http.GetAsync($"/api/v1/runs/{_run}/quarantine?service_id=S1&kind=unknown_ids")).OkAsync();
        Assert.Equal("""{"item":"APP99"}""", (string?)Assert.Single(findings["findings"]!.AsArray())!["raw"]);
        Assert.Equal(3, findings["kinds"]!.AsArray().Count);

        SeedBreaker.Open(_bench.DataRoot);
        var breakers = await (await _bench.Http.GetAsync("/api/v1/breakers")).OkAsync();
        var breaker = Assert.Single(breakers["breakers"]!.AsArray())!;
        Assert.Equal(("open", "quota", 429), ((string?)breaker["state"], (string?)breaker["cause"], (int?)breaker["last_status"]));
    }

    [Fact]
    public async Task What_cannot_be_answered_is_a_problem()
    {
        var other = _bench.Queue("other", "true").Id;
        var problem = await (await _bench.Http.GetAsync($"/api/v1/runs/{other}/services")).ProblemAsync(HttpStatusCode.NotFound);
        Assert.Contains("workload evolve", (string?)problem["detail"], StringComparison.Ordinal);
        await (await _bench.Http.GetAsync($"/api/v1/runs/{_run}/services/none")).ProblemAsync(HttpStatusCode.NotFound);
        await (await _bench.Http.GetAsync($"/api/v1/runs/{_run}/services?state=asleep")).ProblemAsync(HttpStatusCode.BadRequest);
        await (await _bench.Http.GetAsync($"/api/v1/runs/{_run}/quarantine?limit=0")).ProblemAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Answers_are_of_the_shape_the_document_says()
    {
        SeedBreaker.Open(_bench.DataRoot);
        var document = await (await _bench.Http.GetAsync("/api/v1/openapi.json")).OkAsync();

        foreach (
            var (path, url) in new[]
            {
                ("/api/v1/runs/{run}/services", $"/api/v1/runs/{_run}/services"),
                ("/api/v1/runs/{run}/services/{service_id}", $"/api/v1/runs/{_run}/services/S1"),
                ("/api/v1/runs/{run}/quarantine", $"/api/v1/runs/{_run}/quarantine"),
                ("/api/v1/breakers", "/api/v1/breakers"),
            }
        )
        {
            var schema = document["paths"]![path]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!;
            Assert.Empty(SchemaCheck.Faults(document, schema, await (await _bench.Http.GetAsync(url)).OkAsync()));
        }
    }
}
