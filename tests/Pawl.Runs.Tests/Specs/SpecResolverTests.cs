using Pawl.Runs.Specs;
using Pawl.Runs.Tests.Durability;

namespace Pawl.Runs.Tests.Specs;

public sealed class SpecResolverTests
{
    private const string Minimal = "workload: sample\ndata: {path: a.txt}\n";

    [Fact]
    public void Defaults_fill_what_the_file_leaves_out()
    {
        var spec = SpecSample.Resolve(Minimal);

        Assert.Equal(("sample", null), (spec.Workload, spec.Profile));
        Assert.Equal(4, spec.Integer("model.layers"));
        Assert.Equal(1e-3, spec.Number("training.rate"));
        Assert.False(spec.Boolean("training.ema"));
        Assert.Equal(TimeSpan.FromSeconds(10), spec.Duration("grace"));
        Assert.Null(spec.DurationOrNull("timeout"));
        Assert.Empty(spec.TextList("data.filters"));
        Assert.Equal("default", spec.Origin("model.layers"));
        Assert.Equal("train.yaml:2", spec.Origin("data.path"));
    }

    [Fact]
    public void File_profile_and_set_win_in_this_order()
    {
        const string Yaml = Minimal + "profile: fast_local\nmodel:\n  layers: 8\n  width: 64\ntraining.rate: 0.5\n";

        var spec = SpecSample.Resolve(Yaml, null, null, "training.rate=0.25", "training.rate=0.125");

        Assert.Equal("fast_local", spec.Profile);
        Assert.Equal((2L, "profile fast_local"), (spec.Integer("model.layers"), spec.Origin("model.layers")));
        Assert.Equal((64L, "train.yaml:6"), (spec.Integer("model.width"), spec.Origin("model.width")));
        Assert.Equal((0.125, "--set training.rate"), (spec.Number("training.rate"), spec.Origin("training.rate")));
    }

    [Fact]
    public void The_profile_of_the_command_line_wins_over_the_files()
    {
        var spec = SpecSample.Resolve(Minimal + "profile: fast_local", "deterministic");

        Assert.Equal("deterministic", spec.Profile);
        Assert.Equal(1, spec.Integer("threads"));
        Assert.Equal(4, spec.Integer("model.layers"));
    }

    [Fact]
    public void Profiles_of_the_file_win_over_the_data_roots_and_those_over_the_workloads()
    {
        using var scratch = new ScratchFolder();
        Directory.CreateDirectory(scratch["profiles"]);
        File.WriteAllText(scratch["profiles/fast_local.yaml"], "model:\n  layers: 3\n");
        File.WriteAllText(scratch["profiles/mine.yaml"], "model.layers: 5\nenvironment: {A: '1'}\n");
        const string Own = Minimal + "profiles:\n  fast_local:\n    model: {layers: 7}\n";

        Assert.Equal(2, SpecSample.Resolve(Minimal, "fast_local").Integer("model.layers"));
        Assert.Equal(3, SpecSample.Resolve(Minimal, "fast_local", scratch.Root).Integer("model.layers"));
        Assert.Equal(5, SpecSample.Resolve(Minimal, "mine", scratch.Root).Integer("model.layers"));
        var spec = SpecSample.Resolve(Own, "fast_local", scratch.Root);
        Assert.Equal((7L, "train.yaml:5 (profile fast_local)"), (spec.Integer("model.layers"), spec.Origin("model.layers")));
    }

    [Fact]
    public void Values_of_every_kind_are_read()
    {
        var spec = SpecSample.Resolve(
            """
            data.path: "3"
            data.filters: [a, 1.10, "x y", yes]
            environment:
              THREADS: 08
              HOME.DIR: /x
            training:
              rate: 5e-4
              ema: true
            timeout: 1h30m
            grace: 0s
            """,
            null,
            null,
            "name=3: the third",
            "environment.EXTRA=a=b"
        );

        Assert.Equal("3", spec.Text("data.path"));
        Assert.Equal(["a", "1.10", "x y", "yes"], spec.TextList("data.filters"));
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["THREADS"] = "08",
                ["HOME.DIR"] = "/x",
                ["EXTRA"] = "a=b",
            },
            spec.TextMap("environment")
        );
        Assert.Equal(5e-4, spec.Number("training.rate"));
        Assert.True(spec.Boolean("training.ema"));
        Assert.Equal(TimeSpan.FromMinutes(90), spec.Duration("timeout"));
        Assert.Equal(TimeSpan.Zero, spec.Duration("grace"));
        Assert.Equal("3: the third", spec.Name);
    }

    [Fact]
    public void Nothing_unsets_a_key_that_may_be_unset()
    {
        Assert.Null(SpecSample.Resolve(Minimal + "timeout: 5m\n", null, null, "timeout=").DurationOrNull("timeout"));
        Assert.Null(SpecSample.Resolve(Minimal + "timeout: 5m\n", null, null, "timeout=null").DurationOrNull("timeout"));
        Assert.Null(SpecSample.Resolve(Minimal + "timeout: ~\nname:\n").Name);
    }

    [Fact]
    public void The_workload_is_read_before_anything_else_is_known()
    {
        Assert.Equal("text", SpecResolver.WorkloadOf(new SpecSource("a: 1\nworkload: text\n", "t.yaml")));
        Assert.Equal("t.yaml: workload: expected the name of a workload, such as command, got no such key", Fault("a: 1"));
        Assert.Equal("t.yaml:1: workload: expected the name of a workload, such as command, got a list", Fault("workload: [a]"));
        Assert.StartsWith("t.yaml:2: expected well-formed YAML, got ", Fault("a: 1\nworkload: [a\nb: c"));

        static string Fault(string yaml) =>
            Assert.Throws<SpecException>(() => SpecResolver.WorkloadOf(new SpecSource(yaml, "t.yaml"))).Message;
    }

    [Fact]
    public void An_empty_file_has_the_defaults_and_lacks_what_is_required() =>
        Assert.Equal(["train.yaml: data.path: expected a text, got nothing (the key is required)"], SpecSample.Problems("# nothing\n"));

    [Theory]
    [InlineData("150ms", 0.15)]
    [InlineData("30s", 30)]
    [InlineData("1.5m", 90)]
    [InlineData("2d", 172800)]
    [InlineData("1h30m5s", 5405)]
    public void Durations_are_read_and_written_back(string text, double seconds)
    {
        Assert.True(SpecDuration.TryParse(text, out var duration));
        Assert.Equal(seconds, duration.TotalSeconds);
        Assert.True(SpecDuration.TryParse(SpecDuration.Format(duration), out var again));
        Assert.Equal(duration, again);
    }

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("s")]
    [InlineData("-5s")]
    [InlineData("5 s")]
    [InlineData("5S")]
    [InlineData("5s3")]
    [InlineData("1.2.3s")]
    [InlineData(".s")]
    [InlineData("99999999d")]
    [InlineData("5week")]
    public void What_is_no_duration_is_refused(string text) => Assert.False(SpecDuration.TryParse(text, out _));
}
