using Pawl.Runs.Specs;

namespace Pawl.Runs.Tests.Specs;

public sealed class SpecEnvironmentTests
{
    [Fact]
    public void A_variable_stands_above_file_and_profile_and_below_set()
    {
        const string yaml = "data: {path: a.txt}\nmodel: {layers: 3, width: 32}\n";

        Assert.Equal(3, Resolve(yaml, null, []).Integer("model.layers"));
        Assert.Equal(2, Resolve(yaml, "fast_local", []).Integer("model.layers"));
        Assert.Equal(5, Resolve(yaml, "fast_local", [], ("PAWL_SAMPLE_MODEL_LAYERS", "5")).Integer("model.layers"));
        Assert.Equal(6, Resolve(yaml, "fast_local", ["model.layers=6"], ("PAWL_SAMPLE_MODEL_LAYERS", "5")).Integer("model.layers"));
    }

    [Fact]
    public void The_origin_of_a_value_is_its_variable()
    {
        var spec = Resolve("", null, [], ("PAWL_SAMPLE_DATA_PATH", "a.txt"), ("PAWL_OTHER_DATA_PATH", "b.txt"));

        Assert.Equal("a.txt", spec.Text("data.path"));
        Assert.Equal("PAWL_SAMPLE_DATA_PATH", spec.Origin("data.path"));
    }

    [Fact]
    public void An_empty_variable_is_none() =>
        Assert.Equal(4, Resolve("data: {path: a.txt}", null, [], ("PAWL_SAMPLE_MODEL_LAYERS", "")).Integer("model.layers"));

    [Fact]
    public void A_wrong_value_and_an_unknown_variable_are_both_told()
    {
        var problems = Assert
            .Throws<SpecException>(() =>
                Resolve("data: {path: a.txt}", null, [], ("PAWL_SAMPLE_MODEL_LAYERS", "many"), ("PAWL_SAMPLE_MODEL_LAYER", "2"))
            )
            .Problems;

        Assert.Contains(problems, problem => problem is { Where: "PAWL_SAMPLE_MODEL_LAYERS", Key: "model.layers", Actual: "many" });
        Assert.Contains(
            problems,
            problem =>
                problem.Where == "PAWL_SAMPLE_MODEL_LAYER"
                && problem.Expected.Contains("PAWL_SAMPLE_MODEL_LAYERS", StringComparison.Ordinal)
        );
    }

    private static ResolvedSpec Resolve(string yaml, string? profile, string[] sets, params (string Name, string Value)[] environment) =>
        SpecResolver.Resolve(
            SpecSample.Schema,
            SpecSample.Profiles,
            new SpecSource(yaml, "train.yaml"),
            profile,
            sets,
            dataRoot: null,
            environment.ToDictionary(item => item.Name, item => item.Value)
        );
}
