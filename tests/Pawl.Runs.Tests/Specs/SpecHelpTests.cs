using Pawl.Runs.Specs;

namespace Pawl.Runs.Tests.Specs;

public sealed class SpecHelpTests
{
    [Fact]
    public void The_table_has_a_line_for_every_key()
    {
        var lines = SpecHelp.Table(SpecSample.Schema).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(SpecSample.Schema.Keys.Count + SharedSpecKeys.All.Count, lines.Length);
        Assert.Matches(@"^model\.layers +an integer from 1 to 64 +4 +Blocks\.$", lines[0]);
        Assert.Contains(
            lines,
            line => line.StartsWith("data.path ", StringComparison.Ordinal) && line.Contains(" required ", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_JSON_schema_nests_groups_and_states_ranges()
    {
        var schema = SpecHelp.JsonSchema(SpecSample.Schema);

        var layers = schema["properties"]!["model"]!["properties"]!["layers"]!;
        Assert.Equal("integer", (string?)layers["type"]);
        Assert.Equal(64, (double)layers["maximum"]!);
        Assert.Equal("path", (string?)schema["properties"]!["data"]!["required"]![0]);
        Assert.Equal(0, (double)schema["properties"]!["training"]!["properties"]!["rate"]!["exclusiveMinimum"]!);
        Assert.Equal("adamw", (string?)schema["properties"]!["training"]!["properties"]!["optimizer"]!["enum"]![0]);
        Assert.Equal("10s", (string?)schema["properties"]!["grace"]!["default"]);
    }
}
