using System.Diagnostics;
using Pawl.Runs.Manifests;
using Pawl.Runs.Tests.Durability;

namespace Pawl.Runs.Tests.Manifests;

public sealed class GitReaderTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Commit_and_changes_of_a_repository_are_read()
    {
        if (!await GitAsync("init", "-q"))
        {
            Assert.Skip("needs the git program");
        }

        Assert.Null(await ReadAsync());
        await File.WriteAllTextAsync(_scratch["f"], "1");
        Assert.True(await GitAsync("add", "f"));
        Assert.True(await GitAsync("-c", "user.name=n", "-c", "user.email=e@example.org", "commit", "-q", "-m", "m"));

        var clean = await ReadAsync();
        Assert.NotNull(clean);
        Assert.Matches("^[0-9a-f]{40}$", clean.Commit);
        Assert.False(clean.IsDirty);

        await File.WriteAllTextAsync(_scratch["f"], "2");
        Assert.Equal(clean with { IsDirty = true }, await ReadAsync());
    }

    [Fact]
    public async Task A_folder_outside_any_repository_has_none() => Assert.Null(await ReadAsync());

    private Task<ManifestGit?> ReadAsync() => GitReader.ReadAsync(_scratch.Root, TimeProvider.System, CancellationToken.None);

    private async Task<bool> GitAsync(params string[] arguments)
    {
        try
        {
            using var git = Process.Start("git", ["-C", _scratch.Root, .. arguments]);
            await git.WaitForExitAsync();
            return git.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
