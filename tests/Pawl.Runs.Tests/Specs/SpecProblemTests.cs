using Pawl.Runs.Specs;

namespace Pawl.Runs.Tests.Specs;

public sealed class SpecProblemTests
{
    private const string Data = "data: {path: a}\n";

    [Theory]
    [InlineData("model: {layers: 65}", "train.yaml:2: model.layers: expected an integer from 1 to 64, got 65")]
    [InlineData("model: {layers: \"3\"}", "train.yaml:2: model.layers: expected an integer from 1 to 64, got the text \"3\"")]
    [InlineData("model: {layers: 3.0}", "train.yaml:2: model.layers: expected an integer from 1 to 64, got 3.0")]
    [InlineData("model: {layers: 0x10}", "train.yaml:2: model.layers: expected an integer from 1 to 64, got 0x10")]
    [InlineData(
        "model: {layers: 99999999999999999999}",
        "train.yaml:2: model.layers: expected an integer from 1 to 64, got 99999999999999999999"
    )]
    [InlineData("model: {layers: }", "train.yaml:2: model.layers: expected an integer from 1 to 64, got nothing")]
    [InlineData("model: {width: 0}", "train.yaml:2: model.width: expected an integer of at least 1, got 0")]
    [InlineData("training: {rate: 0}", "train.yaml:2: training.rate: expected a number above 0 up to 1, got 0")]
    [InlineData("training: {rate: .nan}", "train.yaml:2: training.rate: expected a number above 0 up to 1, got .nan")]
    [InlineData("training: {rate: NaN}", "train.yaml:2: training.rate: expected a number above 0 up to 1, got NaN")]
    [InlineData("training: {rate: .inf}", "train.yaml:2: training.rate: expected a number above 0 up to 1, got .inf")]
    [InlineData("training: {rate: 1e999}", "train.yaml:2: training.rate: expected a number above 0 up to 1, got 1e999")]
    [InlineData("training: {rate: fast}", "train.yaml:2: training.rate: expected a number above 0 up to 1, got fast")]
    [InlineData("training: {ema: yes}", "train.yaml:2: training.ema: expected true or false, got yes")]
    [InlineData("training: {ema: 'true'}", "train.yaml:2: training.ema: expected true or false, got the text \"true\"")]
    [InlineData("training: {optimizer: adam}", "train.yaml:2: training.optimizer: expected one of adamw, sgd, got adam")]
    [InlineData("name: 3", "train.yaml:2: name: expected a text in quotes, got 3")]
    [InlineData("name: true", "train.yaml:2: name: expected a text in quotes, got true")]
    [InlineData("name: [a]", "train.yaml:2: name: expected a text, got a list that holds something else or is not accepted here")]
    [InlineData("data.filters: a", "train.yaml:2: data.filters: expected a list of texts, got a")]
    [InlineData(
        "environment: {A: [b]}",
        "train.yaml:2: environment: expected a mapping of names to texts, got a mapping that holds something else or is not accepted here"
    )]
    [InlineData("timeout: 30", "train.yaml:2: timeout: expected a duration such as 150ms, 30s, 5m, 2h, 1d or 1h30m above 0s, got 30")]
    [InlineData("grace: 2h", "train.yaml:2: grace: expected a duration such as 150ms, 30s, 5m, 2h, 1d or 1h30m from 0s to 1h, got 2h")]
    [InlineData("model: 3", "train.yaml:2: model: expected a mapping with model.layers, model.width, got 3")]
    [InlineData("model: {layer: 3}", "train.yaml:2: model.layer: expected a known key (did you mean model.layers?), got an unknown one")]
    [InlineData("model: {n_embd: 3}", "train.yaml:2: model.n_embd: expected a known key (did you mean model.width?), got an unknown one")]
    [InlineData("NUM_LAYERS: 3", "train.yaml:2: NUM_LAYERS: expected a known key (did you mean model.layers?), got an unknown one")]
    [InlineData("layers: 3", "train.yaml:2: layers: expected a known key (did you mean model.layers?), got an unknown one")]
    [InlineData("tiemout: 3s", "train.yaml:2: tiemout: expected a known key (did you mean timeout?), got an unknown one")]
    [InlineData("model: {qqqqq: 3}", "train.yaml:2: model.qqqqq: expected a known key (model.layers, model.width), got an unknown one")]
    [InlineData("name: a\nname: b", "train.yaml:3: name: expected each key once, got the key again (first at train.yaml:2)")]
    [InlineData(
        "model: {layers: 1}\nmodel.layers: 2",
        "train.yaml:3: model.layers: expected each key once, got the key again (first at train.yaml:2)"
    )]
    [InlineData("model:\n\tlayers: 1", "train.yaml:3: expected spaces for indentation, got a tab")]
    [InlineData(
        "profile: fast_locl",
        "train.yaml:2: profile: expected one of deterministic, fast_local (did you mean fast_local?), got fast_locl"
    )]
    [InlineData("profile: [a]", "train.yaml:2: profile: expected the name of a profile, got a list")]
    [InlineData("profiles: 3", "train.yaml:2: profiles: expected a mapping of profile names to keys and values, got 3")]
    [InlineData(
        "profiles:\n  small:\n    model: {layers: 0}",
        "train.yaml:4 (profile small): model.layers: expected an integer from 1 to 64, got 0"
    )]
    [InlineData("profiles:\n  small: 3", "train.yaml:3: small: expected a mapping of keys to values, got 3")]
    [InlineData(
        "profiles:\n  small:\n    workload: x",
        "train.yaml:4 (profile small): workload: expected a key of the workload, got one that stands at the top of the file alone"
    )]
    [InlineData("name: &a x", "train.yaml:2: name: expected a plain value, got the anchor &a")]
    [InlineData("name: !!str x", "train.yaml:2: name: expected a plain value, got the tag tag:yaml.org,2002:str")]
    [InlineData("? [a]\n: b", "train.yaml:2: expected a key that is one word, got a key that is a list, a mapping or nothing")]
    public void A_problem_names_file_line_key_expected_and_actual(string yaml, string expected)
    {
        var problems = SpecSample.Problems(Data + yaml + "\n");

        Assert.Equal(expected, Assert.Single(problems));
    }

    [Theory]
    [InlineData("model.layers", "--set: expected key=value, such as timeout=30m, got model.layers")]
    [InlineData("=3", "--set: expected key=value, such as timeout=30m, got =3")]
    [InlineData("", "--set: expected key=value, such as timeout=30m, got nothing")]
    [InlineData("model.layers=x", "--set model.layers: model.layers: expected an integer from 1 to 64, got x")]
    [InlineData("model.layer=2", "--set model.layer: model.layer: expected a known key (did you mean model.layers?), got an unknown one")]
    [InlineData(
        "profile=x",
        "--set profile: profile: expected a key of the workload (a profile is chosen by --profile), got a key of the file alone"
    )]
    [InlineData("environment.A=", "--set environment.A: environment.A: expected a text, got nothing")]
    public void A_bad_set_option_is_told(string set, string expected) =>
        Assert.Equal(expected, Assert.Single(SpecSample.Problems(Data, null, set)));

    [Fact]
    public void A_set_value_that_is_not_YAML_is_told() =>
        Assert.StartsWith(
            "--set data.filters: expected well-formed YAML, got an error at column",
            Assert.Single(SpecSample.Problems(Data, null, "data.filters=[a")),
            StringComparison.Ordinal
        );

    [Fact]
    public void All_problems_are_told_at_once()
    {
        var problems = SpecSample.Problems("model: {layers: 0, n_embd: 3}\nname: 5\nprofiles: {p: {x: 1}}\n", "none", "grace=never");

        Assert.Equal(7, problems.Count);
        Assert.Contains("train.yaml: data.path: expected a text, got nothing (the key is required)", problems);
        Assert.Contains("--profile: profile: expected one of deterministic, fast_local, p, got none", problems);
    }

    [Fact]
    public void A_text_that_is_not_one_mapping_is_refused()
    {
        Assert.Contains("train.yaml:1: expected a mapping of keys to values, got a list", SpecSample.Problems("- a\n"));
        Assert.Contains("train.yaml:2: expected one document, got a second one", SpecSample.Problems(Data + "---\nname: x\n"));
        Assert.Contains(
            SpecSample.Problems("data: " + new string('[', 500)),
            problem => problem.Contains("nested deeper", StringComparison.Ordinal)
        );
        Assert.Contains(
            "train.yaml:2: name: expected a value written out, got the alias *a",
            SpecSample.Problems("data.path: &a x\nname: *a\n")
        );
    }

    [Fact]
    public void Broken_text_of_any_kind_ends_in_problems_or_a_spec()
    {
        const string Whole =
            "workload: sample\ndata: {path: \"a b\", filters: [x, 'y']}\nmodel:\n  layers: 3 # c\ntimeout: 5m\nname: |\n  z\n";
        const string Signs = "\t\n :{}[]&*!|>'\"%@`#-?,0a\u0000\ud800é";
        var random = new Random(20260131);
        var refused = 0;
        for (var round = 0; round < 4000; round++)
        {
            var text = Whole.ToCharArray();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                text[random.Next(text.Length)] = Signs[random.Next(Signs.Length)];
            }

            var yaml = new string(text)[..random.Next(Whole.Length / 2, Whole.Length)];
            try
            {
                Assert.Equal("sample", SpecSample.Resolve(yaml).Workload);
            }
            catch (SpecException error)
            {
                Assert.NotEmpty(error.Problems);
                refused++;
            }
        }

        Assert.InRange(refused, 1000, 3999);
    }

    [Fact]
    public void A_schema_that_contradicts_itself_is_a_mistake_of_the_workload()
    {
        SpecKey group = new("data", SpecKind.Text, null, "");
        SpecKey reserved = new("profile", SpecKind.Text, null, "");
        SpecKey shared = new("grace", SpecKind.Text, null, "");
        foreach (var key in new[] { group, reserved, shared })
        {
            Assert.Throws<InvalidOperationException>(() =>
                SpecResolver.Resolve(new SpecSchema("x", [.. SpecSample.Schema.Keys, key]), [], SpecSource.Empty, null, [])
            );
        }
    }
}
