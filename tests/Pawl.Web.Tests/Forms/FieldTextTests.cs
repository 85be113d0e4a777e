using Pawl.Runs.Specs;
using Pawl.Runs.Workloads.Command;
using Pawl.Text;
using Pawl.Web.Views.Forms;

namespace Pawl.Web.Tests.Forms;

public sealed class FieldTextTests
{
    [Fact]
    public void Every_value_of_a_field_is_written_so_that_it_reads_back_as_itself()
    {
        (string Key, object Value)[] values =
        [
            ("command.argv", new[] { "sh", "-c", "echo 'a b' \"$HOME\"\nexit", "", "it's" }),
            ("command.artifacts", new[] { "weights/best.pt", "**/*.json", "a, b" }),
            ("command.artifacts", new[] { " led by a space", "[x]" }),
            ("command.environment", new Dictionary<string, string> { ["A"] = "x=y", ["B"] = "two words" }),
            ("command.environment", new Dictionary<string, string> { ["A"] = "two\nlines", ["B"] = "" }),
            ("timeout", TimeSpan.FromMinutes(90)),
            ("name", "3"),
            ("retry.jitter", 0.25),
        ];
        var workload = new CommandWorkload();
        foreach (var (path, value) in values)
        {
            var key = SharedSpecKeys.All.Concat(workload.Schema.Keys).Single(key => key.Path == path);
            var yaml = FieldText.ToYaml(key, FieldText.Of(key, value));
            var read = SpecResolver.Inspect(workload, new SpecSource($"workload: command\n{path}: {yaml}\n", "spec"), null, [], null);
            Assert.Equal(SpecScalarText.Of(value), SpecScalarText.Of(read.Values[path]));
        }
    }

    [Fact]
    public void A_list_written_as_YAML_is_read_as_it_stands() =>
        Assert.Equal("[\" a\", \"[x]\"]", SpecEdit.TextOf("x: [\" a\", \"[x]\"]\n", "x"));

    [Theory]
    [InlineData("a 'b")]
    [InlineData("a \\")]
    public void A_command_line_that_is_not_closed_is_a_wrong_value_and_not_a_guess(string line)
    {
        var key = new CommandWorkload().Schema.Keys.Single(key => key.Path == FieldText.CommandLine);
        var yaml = FieldText.ToYaml(key, line);

        var read = SpecResolver.Inspect(new CommandWorkload(), new SpecSource($"command.argv: {yaml}\n", "spec"), null, [], null);

        Assert.Equal("command.argv", Assert.Single(read.Problems).Key);
    }

    [Theory]
    [InlineData("train.steps", "5 # five")]
    [InlineData("train.steps", "5: {")]
    [InlineData("data.paths", "[a, b")]
    [InlineData("data.paths", "[a], b]")]
    [InlineData("timeout", "\"")]
    public void Nothing_typed_into_a_field_breaks_the_file(string path, string typed)
    {
        var workload = new TextWorkload();
        var key = SharedSpecKeys.All.Concat(workload.Schema.Keys).Single(key => key.Path == path);

        var yaml = SpecEdit.Set("workload: text\nname: x\n", path, FieldText.ToYaml(key, typed)!);

        Assert.Equal("x", SpecEdit.TextOf(yaml, "name"));
    }
}
