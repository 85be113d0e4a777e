using Pawl.Evolutions.Engine;
using Pawl.Runs.Specs;

namespace Pawl.Evolutions.Tests.Engine;

public sealed class RunIdentityTests
{
    private static readonly Dictionary<string, string> Reference = new() { ["roles.json"] = "aa", ["plateaus.json"] = "bb" };

    [Theory]
    [InlineData("model=gpt-5", "setting model")]
    [InlineData("strict=true", "setting strict")]
    [InlineData("sampling.seed=7", "setting sampling.seed")]
    [InlineData("provider.kind=offline", "setting provider.kind")]
    [InlineData("max_services=3", "setting max_services")]
    [InlineData("output=other.jsonl", "output path")]
    public void What_an_answer_depends_on_is_named_when_it_differs(string set, string named) =>
        Assert.Contains(named, Assert.Single(Identity().Differences(Identity(set))), StringComparison.Ordinal);

    [Theory]
    [InlineData("concurrency=1")]
    [InlineData("queue.enabled=false")]
    [InlineData("queue.concurrency=1")]
    [InlineData("calls.timeout=5s")]
    [InlineData("breaker.failures=2")]
    [InlineData("budget.hard=1")]
    [InlineData("cache.mode=off")]
    [InlineData("name=again")]
    [InlineData("grace=60s")]
    public void How_fast_and_at_what_price_does_not_matter(string set) => Assert.Empty(Identity().Differences(Identity(set)));

    [Fact]
    public void A_changed_input_file_and_each_changed_reference_file_are_named()
    {
        var now = RunIdentity.Of(Spec(), new string('1', 64), new Dictionary<string, string> { ["roles.json"] = "cc", ["new.md"] = "dd" });

        var differences = Identity().Differences(now);

        Assert.Equal(4, differences.Count);
        Assert.Contains(differences, text => text.StartsWith("the input file has changed", StringComparison.Ordinal));
        Assert.Contains("reference file roles.json has changed", differences);
        Assert.Contains("reference file plateaus.json is gone", differences);
        Assert.Contains("reference file new.md is new", differences);
    }

    [Fact]
    public void It_survives_being_written_down() => Assert.Empty(Identity().Differences(RunIdentity.Parse(Identity().ToJson())));

    private static RunIdentity Identity(params string[] sets) => RunIdentity.Of(Spec(sets), new string('0', 64), Reference);

    private static ResolvedSpec Spec(params string[] sets) =>
        SpecResolver.Resolve(
            EvolveSchema.Schema,
            EvolveSchema.Profiles,
            new SpecSource("workload: evolve\ninput: services.jsonl\n", "evolve.yaml"),
            null,
            sets
        );
}
