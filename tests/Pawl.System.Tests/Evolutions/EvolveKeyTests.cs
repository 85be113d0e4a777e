using System.IO.Compression;
using System.Text;
using Pawl.System.Tests.Cli;

namespace Pawl.System.Tests.Evolutions;

/// <summary>Keys: written nowhere, whatever happens, and a bad one costs a handful of calls.</summary>
[Trait("speed", "slow")]
public sealed class EvolveKeyTests
{
    private const string Bad = "sk-wrong-Q7w3ZbadN0tTh1s0ne4cc9";
    private const string Good = "sk-right-P5k8MgoodY3sTh1s0ne7f21";
    private const string Variable = "PROOF_OF_EVOLVE_KEY";

    [Fact]
    public async Task A_key_that_is_refused_costs_five_calls_of_thousands_and_says_what_to_do()
    {
        using var evolve = new EvolveShell(200, "--key", Good);
        evolve.Shell.Environment[Variable] = Bad;

        var failed = (await RunAsync(evolve, "--provider-auth-variable", Variable, "--json")).Exits(1);

        Assert.InRange(await evolve.RequestsAsync(), 1, 5);
        Assert.Equal("key", (string)failed.Json["failure"]!["kind"]!);
        var message = (string)failed.Json["failure"]!["message"]!;
        Assert.Contains(Variable, message);
        Assert.Contains("Put a good key", message);
        Assert.Contains("pawl resume", failed.Error);
    }

    [Fact]
    public async Task No_key_of_the_environment_or_of_a_file_is_left_anywhere()
    {
        using var evolve = new EvolveShell(2, "--key", Good);
        var shell = evolve.Shell;
        shell.Environment[Variable] = Bad;
        var said = new List<Outcome> { (await RunAsync(evolve, "--provider-auth-variable", Variable)).Exits(1) };
        said.Add((await shell.RunAsync("runs", "bundle", "last", "--output", "failed.zip")).Exits(0));
        shell.Environment[Variable] = Good;
        said.Add((await shell.RunAsync("resume", "last", "--json-logs")).Exits(0));

        var file = KeyFile(shell, Bad);
        said.Add((await RunAsync(evolve, "--provider-auth-file", file, "--output", "second.jsonl")).Exits(1));
        Assert.InRange(File.ReadAllLines(Path.Combine(shell.Folder, "evolutions.jsonl")).Length, 2, 2);
        KeyFile(shell, Good);
        said.Add((await shell.RunAsync("resume", "last", "--json")).Exits(0));
        said.Add((await shell.RunAsync("runs", "bundle", "last", "--output", "succeeded.zip")).Exits(0));
        said.Add((await shell.RunAsync("runs", "show", "last", "--json")).Exits(0));
        said.Add((await shell.RunAsync("evolve", "preflight", "evolve.yaml", "--provider-auth-file", file, "--json")).Exits(0));

        var text = string.Concat(said.Select(outcome => outcome.Out + outcome.Error));
        Assert.Equal([], Traces("what was said", Encoding.UTF8.GetBytes(text)));
        Unpack(shell, "failed.zip");
        Unpack(shell, "succeeded.zip");
        var files = Directory.EnumerateFiles(shell.Folder, "*", SearchOption.AllDirectories).Where(path => path != file).ToList();
        Assert.Contains(files, path => path.EndsWith("calls.db", StringComparison.Ordinal));
        Assert.Contains(files, path => path.Contains("breakers", StringComparison.Ordinal));
        Assert.Equal([], files.SelectMany(path => Traces(path, File.ReadAllBytes(path))));
    }

    [Fact]
    public async Task A_key_file_that_others_can_read_is_refused_with_the_command_that_mends_it()
    {
        using var evolve = new EvolveShell(1, "--key", Good);
        var file = KeyFile(evolve.Shell, Good);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        var failed = (await RunAsync(evolve, "--provider-auth-file", file, "--json")).Exits(1);
        var looked = (await evolve.Shell.RunAsync("evolve", "preflight", "evolve.yaml", "--provider-auth-file", file)).Exits(1);

        Assert.Equal("key", (string)failed.Json["failure"]!["kind"]!);
        Assert.Contains("chmod 600", (string)failed.Json["failure"]!["message"]!);
        Assert.Contains("chmod 600", looked.Out);
        Assert.Equal(0, await evolve.RequestsAsync());
    }

    [Fact]
    public async Task Without_a_key_the_variable_and_the_way_without_one_are_named()
    {
        using var shell = new PawlShell();
        shell.Environment["OPENAI_API_KEY"] = null;
        shell.Write("services.jsonl", EvolveShell.Service(1) + "\n");

        var failed = (await shell.RunAsync("evolve", "run", "--input", "services.jsonl", "--json")).Exits(1).Json["failure"]!;

        Assert.Equal("key", (string)failed["kind"]!);
        Assert.Contains("OPENAI_API_KEY", (string)failed["message"]!);
        Assert.Contains("offline", (string)failed["message"]!);
    }

    private static Task<Outcome> RunAsync(EvolveShell evolve, params string[] arguments) =>
        evolve.Shell.RunAsync(["evolve", "run", "evolve.yaml", .. arguments]);

    private static string KeyFile(PawlShell shell, string key)
    {
        var path = shell.Write("the-key", key + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    private static void Unpack(PawlShell shell, string zip) =>
        ZipFile.ExtractToDirectory(Path.Combine(shell.Folder, zip), Path.Combine(shell.Folder, zip + ".content"));

    /// <summary>Where a key, or its first twelve letters, stands.</summary>
    private static IEnumerable<string> Traces(string place, byte[] content) =>
        new[] { Bad, Good }
            .Where(key => content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(key[..12])) >= 0)
            .Select(key => $"{place} holds {key[..12]}");
}
