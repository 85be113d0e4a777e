using Pawl.Runs.Specs;
using Pawl.Runs.Workloads;
using Pawl.Runs.Workloads.Command;

namespace Pawl.Runs.Tests.Specs;

public sealed class SpecYamlTextTests
{
    private static readonly WorkloadCatalog Catalog = new([new CommandWorkload()]);

    [Fact]
    public void A_written_spec_resolves_to_the_same_values()
    {
        const string yaml = """
            workload: command
            name: "yes: \"quoted\" # and\nmore"
            timeout: 1h30m
            retry:
              backoff: 250ms
              jitter: 0.05
            command:
              argv: [python, "-c", "print('a: b')", "", "1.10", "true"]
              environment:
                LANG: "C"
                "WITH SPACE": " x "
            """;
        var spec = Catalog.Resolve(new SpecSource(yaml, "a.yaml"), null, [], null).Spec;

        var written = SpecYamlText.Write(new CommandWorkload().Schema, spec);
        var again = Catalog.Resolve(new SpecSource(written, "b.yaml"), null, [], null).Spec;

        Assert.Equal(SpecJson.Write(spec), SpecJson.Write(again));
        Assert.DoesNotContain("grace", written);
    }

    [Fact]
    public void Keys_of_one_group_stand_under_one_heading()
    {
        const string yaml = "workload: command\nretry.attempts: 7\ncommand: {argv: [\"true\"]}\nretry.jitter: 0.1\n";
        var spec = Catalog.Resolve(new SpecSource(yaml, "a.yaml"), null, [], null).Spec;

        var written = SpecYamlText.Write(new CommandWorkload().Schema, spec);

        Assert.Equal(written.IndexOf("retry:", StringComparison.Ordinal), written.LastIndexOf("retry:", StringComparison.Ordinal));
    }
}
