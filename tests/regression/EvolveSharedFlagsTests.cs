using Pawl.System.Tests.Cli;

namespace Pawl.Regression.Tests;

/// <summary>
/// The keys that all workloads share had no flags under <c>pawl evolve run</c>, though every key was promised one: in <c>--grace 5s</c> the flag was taken
/// for the spec file, and what was told was that <c>5s</c> is one argument too many.
/// </summary>
public sealed class EvolveSharedFlagsTests : IDisposable
{
    private readonly PawlShell _shell = new();

    [Fact]
    public async Task Shared_keys_are_flags_as_the_own_ones_are()
    {
        (await _shell.RunAsync("evolve", "init", "reference")).Exits(0);

        string[] run = ["evolve", "run", "--input", "reference/services.jsonl", "--grace", "5s", "--tags", "a,b", "--detach", "--json"];
        var queued = (await _shell.RunAsync(run)).Exits(0).Json;

        Assert.Equal(["a", "b"], queued["tags"]!.AsArray().Select(tag => (string)tag!));
        Assert.Equal(5, (int)(await _shell.RunAsync("runs", "show", "last", "--json")).Exits(0).Json["spec"]!["grace"]!);
    }

    public void Dispose() => _shell.Dispose();
}
