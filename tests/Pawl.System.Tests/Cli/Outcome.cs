using System.Text.Json.Nodes;

namespace Pawl.System.Tests.Cli;

/// <summary>What a process left: its exit code and its two streams.</summary>
public sealed record Outcome(int ExitCode, string Out, string Error)
{
    public JsonNode Json => JsonNode.Parse(Out)!;

    public IEnumerable<JsonNode> JsonLines => Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!);

    /// <summary>Fails with both streams in the message, so that a failure tells what happened.</summary>
    public Outcome Exits(int code)
    {
        Assert.True(ExitCode == code, $"Expected exit code {code}, got {ExitCode}.\n--- stdout\n{Out}\n--- stderr\n{Error}");
        return this;
    }
}
