using Pawl.Runs.Model;
using Pawl.Runs.Specs;
using Pawl.Web.Tests.Harness;
using Pawl.Web.Views.Run;

namespace Pawl.Web.Tests.Views.Run;

public sealed class SpecViewTests
{
    private const string Yaml = """
        workload: command
        name: plain
        threads: 0
        command:
          argv: [train, --api-key, sk-very-secret-0123456789, --lr, "0.1"]
          environment: {SERVICE_TOKEN: very-secret-too, LANG: C}
        profiles:
          mine: {grace: 3s}
        """;

    [Fact]
    public async Task Values_come_with_their_origin_and_the_default_they_replace()
    {
        await using var bench = await Workbench.StartAsync();
        var view = ViewOf(bench, "mine");

        var grace = view.Rows.Single(row => row.Key == "grace");
        Assert.Equal(("3s", "10s", true), (grace.Value, grace.Default, grace.IsChanged));
        Assert.Contains("mine", grace.Origin);
        var threads = view.Changed.Single(row => row.Key == "threads");
        Assert.False(threads.IsChanged);
        Assert.StartsWith("spec.yaml:", threads.Origin);
        Assert.DoesNotContain(view.Changed, row => row.Key == "silence");
        Assert.Contains("grace: 3s", view.Yaml);
    }

    [Fact]
    public async Task Secrets_are_masked_in_the_table_and_in_the_file()
    {
        await using var bench = await Workbench.StartAsync();
        var view = ViewOf(bench, null);

        Assert.True(view.HasSecrets);
        Assert.DoesNotContain("very-secret", view.Yaml);
        Assert.DoesNotContain(view.Rows, row => row.Value.Contains("very-secret", StringComparison.Ordinal));
        Assert.Contains("SERVICE_TOKEN: \"***\"", view.Yaml);
        Assert.Contains("LANG: C", view.Yaml);
    }

    private static SpecView ViewOf(Workbench bench, string? profile)
    {
        var (workload, spec) = Workbench.Workloads.Resolve(new SpecSource(Yaml, "spec.yaml"), profile, [], null);
        var run = bench.Store.Create(
            new NewRun(workload.Name, spec.Name, spec.Profile, SpecJson.WriteStored(spec), RetryPolicy.Default, null)
        );
        return SpecView.Of(workload, run);
    }
}
