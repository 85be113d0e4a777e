using Pawl.Llm.Cache;
using Pawl.Llm.Calls;
using Pawl.Llm.Settings;

namespace Pawl.System.Tests.Cli;

public sealed class CacheTests : IDisposable
{
    private static readonly ModelCall Call = new(
        new CallSlot("S1", "features"),
        "gpt-5-mini",
        new Sampling(),
        "",
        [new CallMessage("user", "What is it?")],
        null
    );

    private static readonly string Key = CallKey.Of(Call, "openai");

    private readonly PawlShell _pawl = new();

    private string Folder => Path.Combine(_pawl.Home, "cache", "llm");

    public void Dispose() => _pawl.Dispose();

    [Fact]
    public async Task Damaged_entry_is_found_moved_aside_and_removed()
    {
        Keep();
        await File.AppendAllTextAsync(Path.Combine(Folder, Key[..2], $"{Key}.json"), "x");

        var found = (await _pawl.RunAsync("cache", "validate", "--json")).Exits(5);
        Assert.Equal(Key, (string)found.Json["damaged"]![0]!["key"]!);
        (await _pawl.RunAsync("cache", "validate", "--repair")).Exits(0);
        (await _pawl.RunAsync("cache", "validate")).Exits(0);
        Assert.Equal(1, (int)(await _pawl.RunAsync("cache", "purge", "--quarantined", "--json")).Exits(0).Json["removed"]!);
    }

    [Fact]
    public async Task Entries_are_counted_and_removed_on_request_only()
    {
        Keep();

        Assert.Contains("gpt-5-mini", (await _pawl.RunAsync("cache", "stats")).Exits(0).Out);
        Assert.Contains("Would remove 1 file,", (await _pawl.RunAsync("cache", "purge", "--all", "--dry-run")).Exits(0).Error);
        Assert.Contains("expected either --all", (await _pawl.RunAsync("cache", "purge")).Exits(2).Error);
        (await _pawl.RunAsync("cache", "purge", "--model", "gpt-5-mini")).Exits(0);
        Assert.Equal(0, (int)(await _pawl.RunAsync("cache", "stats", "--json")).Exits(0).Json["entries"]!);
    }

    private void Keep() =>
        new CallCache(Folder, CacheMode.Read, damage => Assert.Fail(damage.Reason)).Keep(
            Call,
            "openai",
            Key,
            new ModelAnswer("{}", TokenUsage.None, "gpt-5-mini", "stop", null)
        );
}
