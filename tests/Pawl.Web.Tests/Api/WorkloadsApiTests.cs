using System.Net;
using System.Text.Json.Nodes;
using Pawl.Runs.Model;
using Pawl.Runs.Specs;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Api;

public sealed class WorkloadsApiTests
{
    [Fact]
    public async Task Every_workload_shows_its_keys_and_its_schema()
    {
        await using var bench = await Workbench.StartAsync();

        var list = JsonNode.Parse(await bench.Http.GetStringAsync("/api/v1/workloads"))!.AsArray();
        Assert.Equal(Workbench.Workloads.All.Select(workload => workload.Name), list.Select(item => (string?)item!["name"]));

        foreach (var workload in Workbench.Workloads.All)
        {
            var shown = await (await bench.Http.GetAsync($"/api/v1/workloads/{workload.Name}")).OkAsync();
            Assert.Equal(workload.Schema.Keys.Count + SharedSpecKeys.All.Count, shown["keys"]!.AsArray().Count);
            Assert.Equal(workload.Profiles.Count, shown["profiles"]!.AsArray().Count);
            var schema = await (await bench.Http.GetAsync($"/api/v1/workloads/{workload.Name}/schema")).OkAsync();
            Assert.True(JsonNode.DeepEquals(SpecHelp.JsonSchema(workload.Schema), schema));
        }

        var problem = await (await bench.Http.GetAsync("/api/v1/workloads/nothing")).ProblemAsync(HttpStatusCode.NotFound);
        Assert.Contains("one of command, evolve, text, got 'nothing'", (string?)problem["detail"]);
    }

    [Fact]
    public async Task A_spec_resolves_to_values_with_the_place_each_came_from()
    {
        await using var bench = await Workbench.StartAsync();
        var spec = "workload: text\nprofile: deterministic\nname: a\n";

        var resolved = await (
            await bench.Http.PostAsync("/api/v1/specs/resolve", new { spec, sets = (string[])["timeout=90s"] })
        ).OkAsync();

        Assert.True((bool?)resolved["valid"], resolved.ToJsonString());
        Assert.Equal("text", (string?)resolved["workload"]);
        Assert.Equal("deterministic", (string?)resolved["profile"]);
        var values = resolved["values"]!.AsArray().ToDictionary(value => (string)value!["key"]!, value => value!);
        Assert.Equal(("spec:3", "a", false), Of(values["name"]));
        Assert.Equal("--set timeout", (string?)values["timeout"]["origin"]);
        Assert.Equal(("default", "10s", true), Of(values["grace"]));
        Assert.Contains(values.Values, value => (string?)value["origin"] == "profile deterministic");
        Assert.Equal(90, (double?)resolved["spec"]!["timeout"]);
        Assert.Empty(bench.Store.List(new RunQuery()));

        static (string?, string?, bool?) Of(JsonNode value) =>
            ((string?)value["origin"], (string?)value["text"], (bool?)value["is_default"]);
    }

    [Theory]
    [InlineData("workload: text\nmodel:\n  layrs: 4\n", 3, "model.layrs")]
    [InlineData("workload: nothing\n", null, "workload")]
    [InlineData("workload: [", 2, "")]
    [InlineData("just a text", null, "workload")]
    public async Task A_spec_that_cannot_run_is_an_answer_with_its_problems(string spec, int? line, string key)
    {
        await using var bench = await Workbench.StartAsync();

        var resolved = await (await bench.Http.PostAsync("/api/v1/specs/resolve", new { spec })).OkAsync();

        Assert.False((bool?)resolved["valid"]);
        Assert.Null(resolved["spec"]);
        var problem = resolved["problems"]!.AsArray().First()!;
        Assert.Equal(key, (string?)problem["key"]);
        if (line is not null)
        {
            Assert.Equal(line, (int?)problem["line"]);
        }
    }
}
