using Pawl.System.Tests.Cli;

namespace Pawl.Regression.Tests;

/// <summary>
/// A block longer than the data is only known once the data is prepared, inside the host. The host was given the values of the spec without
/// where they came from, so the person read <c>default: model.block_size</c> for a line of their own file, and exit code 1, "the work failed".
/// </summary>
public sealed class StoredSpecOriginTests : IDisposable
{
    private readonly PawlShell _shell = new();

    [Fact]
    public async Task What_the_host_finds_wrong_with_a_spec_is_told_with_file_line_and_range()
    {
        _shell.Write("input.txt", "far too short a text\n");
        _shell.Write(
            "short.yaml",
            """
            workload: text
            data: { corpus: files, paths: [input.txt], tokenizer: char }
            model:
              layers: 1
              block_size: 64
            train: { steps: 5 }
            """
        );

        var outcome = (await _shell.RunAsync("run", "short.yaml")).Exits(2);

        Assert.Contains("short.yaml:5: model.block_size: expected 1 to 2", outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("pawl resume", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_given_on_the_command_line_is_told_as_such()
    {
        _shell.Write("input.txt", "far too short a text\n");

        var outcome = (
            await _shell.RunAsync(
                "run",
                "--workload",
                "text",
                "--set",
                "data.corpus=files",
                "--set",
                "data.paths=[input.txt]",
                "--set",
                "model.block_size=32",
                "--set",
                "train.steps=5"
            )
        ).Exits(2);

        Assert.Contains("--set", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("model.block_size", outcome.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _shell.Dispose();
}
