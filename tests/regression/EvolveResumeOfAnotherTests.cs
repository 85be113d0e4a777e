using Pawl.Evolutions;
using Pawl.Evolutions.Engine;
using Pawl.Runs.Specs;
using Pawl.System.Tests.Cli;

namespace Pawl.Regression.Tests;

/// <summary>
/// <c>pawl evolve run … --resume RUN</c> took up a run that had never come to write down what it works on, whatever was asked for: a person who
/// named another input got the old one's lines, and paid for them. And settings were compared as messages show them, cut at 80 characters.
/// </summary>
public sealed class EvolveResumeOfAnotherTests : IDisposable
{
    private readonly PawlShell _shell = new();

    [Fact]
    public async Task A_run_that_never_began_is_not_taken_for_one_of_another_input()
    {
        (await _shell.RunAsync("evolve", "init", "reference")).Exits(0);
        _shell.Write("one.jsonl", File.ReadLines(Path.Combine(_shell.Folder, "reference", "services.jsonl")).First() + "\n");
        string[] run = ["evolve", "run", "--profile", "offline", "--detach", "--input"];
        var id = (await _shell.RunAsync([.. run, "reference/services.jsonl"])).Exits(0).Out.Trim();

        var refused = (await _shell.RunAsync([.. run, "one.jsonl", "--resume", id])).Exits(4);

        Assert.Contains("the input file is another one", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_names_of_models_that_differ_at_their_ends_differ()
    {
        var path = "/models/" + new string('m', 100);
        var differences = Identity(path + "a").Differences(Identity(path + "b"));

        Assert.StartsWith("setting model was", Assert.Single(differences), StringComparison.Ordinal);
    }

    public void Dispose() => _shell.Dispose();

    private static RunIdentity Identity(string model)
    {
        var spec = SpecResolver.Resolve(
            EvolveSchema.Schema,
            [],
            new SpecSource("workload: evolve\ninput: a\n", "test"),
            null,
            [$"model={model}"]
        );
        return RunIdentity.Of(spec, new string('0', 64), new Dictionary<string, string>());
    }
}
