using Pawl.Runs.Specs;

namespace Pawl.Text.Tests;

public sealed class TextRulesTests
{
    [Theory]
    [InlineData("model.heads=3", "model.heads: expected a divisor of model.width (128): 1, 2, 4, 8")]
    [InlineData("train.minimum_learning_rate=0.01", "train.minimum_learning_rate: expected 0 to train.learning_rate (0.001)")]
    [InlineData("train.warmup_steps=3000", "train.warmup_steps: expected 0 to train.decay_steps (2000)")]
    [InlineData("data.corpus=files", "data.paths: expected at least one file")]
    [InlineData("data.paths=[a.txt]", "data.paths: expected no path")]
    [InlineData("data.vocabulary_size=100", "data.vocabulary_size: expected 256 to 1000000")]
    [InlineData("early_stopping.minimum_improvement=1.0", "early_stopping.minimum_improvement: expected 0")]
    [InlineData("n_embd=64", "model.width")]
    [InlineData("model.n_layer=64", "model.layers")]
    [InlineData("train.max_iters=64", "train.steps")]
    public void Bad_combination_or_foreign_key_is_told_with_what_is_accepted(string set, string expected)
    {
        var fault = Assert.Throws<SpecException>(() => Resolve(set));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constant_schedule_refuses_the_keys_of_the_cosine()
    {
        var fault = Assert.Throws<SpecException>(() =>
            Resolve("train.schedule=constant", "train.decay_steps=5", "train.minimum_learning_rate=0.0001")
        );

        Assert.Equal(["train.decay_steps", "train.minimum_learning_rate"], fault.Problems.Select(problem => problem.Key));
    }

    [Fact]
    public void Few_steps_need_no_other_key_changed() => Assert.Equal(5, Resolve("train.steps=5").Integer("train.steps"));

    [Theory]
    [InlineData("deterministic")]
    [InlineData("fast_local")]
    public void Shipped_profiles_resolve(string profile) =>
        Assert.Equal(profile, SpecResolver.Resolve(new TextWorkload(), SpecSource.Empty, profile, [], null).Profile);

    [Fact]
    public void Shipped_examples_resolve_and_paths_count_from_the_spec_file()
    {
        foreach (var path in Directory.EnumerateFiles(Path.Combine(Repository.Root, "examples"), "*.yaml"))
        {
            var source = SpecSource.Load(path);
            if (SpecResolver.WorkloadOf(source) == "text")
            {
                var spec = SpecResolver.Resolve(new TextWorkload(), source, null, [], null);
                Assert.All(spec.TextList("data.paths"), data => Assert.StartsWith(Repository.Root, data, StringComparison.Ordinal));
            }
        }

        Assert.True(File.Exists(Path.Combine(Repository.Root, "examples", "shakespeare-cpu.yaml")));
    }

    [Fact]
    public void Every_key_and_metric_stands_in_the_documentation()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "text.md"));

        Assert.All(new TextWorkload().Schema.Keys, key => Assert.Contains($"| `{key.Path}` |", page, StringComparison.Ordinal));
        Assert.All(typeof(TextMetrics).GetFields(), field => Assert.Contains($"`{field.GetValue(null)}`", page, StringComparison.Ordinal));
    }

    private static ResolvedSpec Resolve(params string[] sets) =>
        SpecResolver.Resolve(new TextWorkload(), SpecSource.Empty, null, sets, null);
}
