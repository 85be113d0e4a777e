using Pawl.Runs.Specs;
using Pawl.Runs.Workloads;
using Pawl.Runs.Workloads.Command;

namespace Pawl.Runs.Tests.Workloads.Command;

public sealed class CommandSchemaTests
{
    private static readonly WorkloadCatalog Catalog = new([new CommandWorkload()]);

    [Fact]
    public void A_small_spec_is_enough()
    {
        var spec = Resolve("workload: command\ncommand:\n  argv: [python3, train.py, --epochs, 5]\n");

        Assert.Equal(["python3", "train.py", "--epochs", "5"], spec.TextList("command.argv"));
        Assert.Equal(["75"], spec.TextList("command.retry_on"));
        Assert.Equal(
            spec.TextList("command.argv"),
            SpecJson.Read(new CommandWorkload().Schema, SpecJson.Write(spec)).TextList("command.argv")
        );
    }

    [Theory]
    [InlineData("argv: []", "t.yaml:3: command.argv: expected a program and its arguments, got []")]
    [InlineData("argv: python", "t.yaml:3: command.argv: expected a list of texts, got python")]
    [InlineData("cmd: [a]", "t.yaml:3: command.cmd: expected a known key (did you mean command.argv?), got an unknown one")]
    [InlineData(
        "argv: [a]\n  artifacts: [../x]",
        "t.yaml:4: command.artifacts: expected a pattern below the working folder, with forward slashes, got '../x': it holds an empty part, '.' or '..'"
    )]
    [InlineData("argv: [a]\n  retry_on: [256]", "t.yaml:4: command.retry_on: expected exit codes from 0 to 255, or any, got '256'")]
    [InlineData("argv: [a]\n  success_codes: [any]", "t.yaml:4: command.success_codes: expected exit codes from 0 to 255, got 'any'")]
    [InlineData("argv: [a]\n  environment: {A=B: c}", "t.yaml:4: command.environment: expected names of variables without '=', got 'A=B'")]
    public void Wrong_values_are_told_where_they_stand(string key, string expected)
    {
        var error = Assert.Throws<SpecException>(() => Resolve($"workload: command\ncommand:\n  {key}\n"));

        Assert.Contains(expected, error.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void An_unknown_workload_names_the_known_ones() =>
        Assert.Equal(
            "t.yaml: workload: expected one of command (did you mean command?), got comand",
            Assert.Throws<SpecException>(() => Resolve("workload: comand\n")).Message
        );

    private static ResolvedSpec Resolve(string yaml) => Catalog.Resolve(new SpecSource(yaml, "t.yaml"), null, [], null).Spec;
}
