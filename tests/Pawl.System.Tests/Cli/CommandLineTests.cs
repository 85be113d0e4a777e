namespace Pawl.System.Tests.Cli;

public sealed class CommandLineTests : IDisposable
{
    private readonly PawlShell _pawl = new();

    public void Dispose() => _pawl.Dispose();

    [Fact]
    public async Task Version_is_data_on_stdout()
    {
        var outcome = (await _pawl.RunAsync("--version")).Exits(0);

        Assert.Matches(@"^\d+\.\d+\.\d+", outcome.Out);
        Assert.Empty(outcome.Error);
    }

    [Fact]
    public async Task No_arguments_print_the_help()
    {
        var outcome = (await _pawl.RunAsync()).Exits(0);

        Assert.Contains("quickstart", outcome.Out);
        Assert.DoesNotContain(" host ", outcome.Out);
    }

    [Theory]
    [InlineData("quikstart", "quickstart")]
    [InlineData("runs", "ls")]
    [InlineData("runs ls --limit 0", "1..10000")]
    [InlineData("runs ls --state dead", "queued, running")]
    [InlineData("runs show", "RUN")]
    [InlineData("run", "SPEC")]
    [InlineData("doctor --bogus", "--bogus")]
    public async Task Wrong_command_lines_say_what_was_expected_and_exit_2(string arguments, string expected)
    {
        var outcome = (await _pawl.RunAsync(arguments.Split(' '))).Exits(2);

        Assert.Empty(outcome.Out);
        Assert.Contains(expected, outcome.Error);
        Assert.Contains("--help", outcome.Error);
    }

    [Fact]
    public async Task Every_verb_has_help_with_an_example_and_a_line_in_the_manual()
    {
        var manual = File.ReadAllText(Path.Combine(Repository.Root, "docs", "cli.md"));
        var commands = new List<string[]> { Array.Empty<string>() };
        for (var i = 0; i < commands.Count; i++)
        {
            var help = (await _pawl.RunAsync([.. commands[i], "--help"])).Exits(0).Out;
            var children = CommandsIn(help).ToList();
            commands.AddRange(children.Select(child => (string[])[.. commands[i], child]));
            Assert.True(
                children.Count > 0 || help.Contains("Examples:"),
                $"'pawl {string.Join(' ', commands[i])}' has no example:\n{help}"
            );
        }

        Assert.True(commands.Count > 15, $"Only {commands.Count} commands found.");
    }

    [Fact]
    public async Task Reading_an_empty_data_root_leaves_none_behind()
    {
        (await _pawl.RunAsync("runs", "ls")).Exits(0);
        (await _pawl.RunAsync("runs", "show", "last")).Exits(3);

        Assert.False(Directory.Exists(_pawl.Home));
    }

    [Fact]
    public async Task Doctor_finds_this_machine_fit()
    {
        var checks = (await _pawl.RunAsync("doctor", "--json")).Exits(0).Json["checks"]!.AsArray();

        var verdicts = checks.ToDictionary(check => (string)check!["subject"]!, check => (string)check!["verdict"]!);
        Assert.Equal("ok", verdicts["database"]);
        Assert.Contains(verdicts["fsync"], (string[])["ok", "doubtful"]);
        Assert.All(verdicts.Values, verdict => Assert.Contains(verdict, (string[])["ok", "absent", "doubtful"]));
    }

    /// <summary>
    /// The names in a help page's list of commands:
    /// <code>
    /// Commands:
    ///   ls &lt;TEXT&gt;  List runs
    /// </code>
    /// </summary>
    private static IEnumerable<string> CommandsIn(string help) =>
        help.Split('\n')
            .SkipWhile(line => !line.StartsWith("Commands:", StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal))
            .Where(line => line[2] != ' ')
            .Select(line => line.Trim().Split(' ')[0].TrimEnd(','));
}
