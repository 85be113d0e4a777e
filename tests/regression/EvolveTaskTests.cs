using Pawl.System.Tests.Cli;

namespace Pawl.Regression.Tests;

/// <summary>
/// <c>pawl evolve run</c> and <c>preflight</c> put their own task over the one of the spec without a word: settings made for mapping evolved services,
/// and preflight called every line of a file of evolutions wrong that <c>map</c> takes. A run of nothing but such lines did not say why it took none.
/// </summary>
public sealed class EvolveTaskTests : IDisposable
{
    private readonly PawlShell _shell = new();

    [Fact]
    public async Task Settings_of_one_task_are_refused_by_the_verb_of_the_other_and_looked_at_as_what_they_are()
    {
        (await _shell.RunAsync("evolve", "init", "reference")).Exits(0);
        string[] offline = ["--profile", "offline", "--reference", "reference"];
        string[] one = ["--input", "reference/services.jsonl", "--output", "evolutions.jsonl", "--max-services", "1"];
        (await _shell.RunAsync(["evolve", "run", .. one, .. offline])).Exits(0);
        _shell.Write("map.yaml", "workload: evolve\ntask: map\ninput: evolutions.jsonl\noutput: mapped.jsonl\n");

        var refused = (await _shell.RunAsync(["evolve", "run", "map.yaml", .. offline])).Exits(2);
        var looked = (await _shell.RunAsync(["evolve", "preflight", "map.yaml", .. offline])).Exits(0);
        (await _shell.RunAsync(["evolve", "map", "map.yaml", .. offline])).Exits(0);
        var wrong = (await _shell.RunAsync(["evolve", "run", "--input", "evolutions.jsonl", .. offline])).Exits(1);

        Assert.Contains("map.yaml:2", refused.Error, StringComparison.Ordinal);
        Assert.Contains("pawl evolve map", refused.Error, StringComparison.Ordinal);
        Assert.Contains("1 services, 0 bad lines", looked.Out, StringComparison.Ordinal);
        Assert.Contains("'meta'", wrong.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _shell.Dispose();
}
