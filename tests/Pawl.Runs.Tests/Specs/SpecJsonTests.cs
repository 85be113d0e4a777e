using System.Text.Json.Nodes;
using Pawl.Runs.Specs;

namespace Pawl.Runs.Tests.Specs;

public sealed class SpecJsonTests
{
    private const string Yaml = """
        data: {path: "größe \"x\"", filters: [b, a]}
        environment: {Z: "1", A: two}
        training.rate: 0.1
        timeout: 1h30m
        profile: fast_local
        silence: 1500ms
        """;

    [Fact]
    public void A_spec_comes_back_the_same_from_its_JSON()
    {
        var spec = SpecSample.Resolve(Yaml);

        var again = SpecJson.Read(SpecSample.Schema, SpecJson.Write(spec));

        Assert.Equal("fast_local", again.Profile);
        Assert.Equal(spec.Keys.Order(), again.Keys.Order());
        Assert.All(spec.Keys, key => Assert.Equal(spec.Value(key), again.Value(key)));
        Assert.Equal(SpecJson.Write(spec), SpecJson.Write(again));
    }

    [Fact]
    public void The_JSON_is_nested_sorted_and_in_seconds()
    {
        var json = SpecJson.Write(SpecSample.Resolve(Yaml));

        Assert.Equal(
            """{"data":{"filters":["b","a"],"path":"größe \"x\""},"environment":{"A":"two","Z":"1"},"grace":10,"model":{"layers":2,"width":128},"name":null,"profile":"fast_local","retry":{"attempts":3,"backoff":1,"deadline":null,"interruptions":20,"jitter":0.3,"maximum_backoff":60},"silence":1.5,"tags":[],"threads":0,"timeout":5400,"training":{"ema":false,"optimizer":"adamw","rate":0.01},"workload":"sample"}""",
            json
        );
    }

    [Fact]
    public void The_order_of_the_file_does_not_matter() =>
        Assert.Equal(
            SpecJson.Write(SpecSample.Resolve("data.path: a\nenvironment: {B: x, A: y}\nname: n\n")),
            SpecJson.Write(SpecSample.Resolve("name: n\nenvironment: {A: y, B: x}\ndata: {path: a}\n"))
        );

    [Fact]
    public void A_stored_spec_tells_where_its_values_came_from()
    {
        var spec = SpecSample.Resolve(Yaml);

        var again = SpecJson.Read(SpecSample.Schema, SpecJson.WriteStored(spec));

        Assert.All(spec.Keys, key => Assert.Equal(spec.Origin(key), again.Origin(key)));
        Assert.Equal(ResolvedSpec.DefaultOrigin, again.Origin("retry.jitter"));
        Assert.EndsWith(":4", again.Origin("timeout"), StringComparison.Ordinal);
        Assert.Equal(SpecJson.Write(spec), SpecJson.Write(again));
    }

    [Fact]
    public void A_key_gained_since_takes_its_default_and_a_foreign_one_is_refused()
    {
        var tree = JsonNode.Parse(SpecJson.Write(SpecSample.Resolve(Yaml)))!.AsObject();
        tree["model"]!.AsObject().Remove("width");
        Assert.Equal(128, SpecJson.Read(SpecSample.Schema, tree.ToJsonString()).Integer("model.width"));

        tree["model"]!["depth"] = 3;
        tree["threads"] = "many";
        tree["workload"] = "other";
        var error = Assert.Throws<SpecException>(() => SpecJson.Read(SpecSample.Schema, tree.ToJsonString()));
        Assert.Equal(3, error.Problems.Count);
        Assert.Throws<SpecException>(() => SpecJson.Read(SpecSample.Schema, "[]"));
    }
}
