using Pawl.Runs.Durability;

namespace Pawl.Runs.Tests.Durability;

public sealed class AtomicFolderTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Write_gives_the_name_only_to_the_complete_folder()
    {
        var target = _scratch["checkpoints/step-00000010"];

        AtomicFolder.Write(
            target,
            folder =>
            {
                File.WriteAllText(Path.Combine(folder, "state.json"), "{}");
                Assert.False(Directory.Exists(target));
                Directory.CreateDirectory(Path.Combine(folder, "inner"));
                File.WriteAllText(Path.Combine(folder, "inner", "w.bin"), "w");
            }
        );

        Assert.Equal("w", File.ReadAllText(Path.Combine(target, "inner", "w.bin")));
        Assert.Equal([target], Directory.GetFileSystemEntries(_scratch["checkpoints"]));
    }

    [Fact]
    public void Write_replaces_an_old_folder_as_a_whole()
    {
        AtomicFolder.Write(_scratch["d"], folder => File.WriteAllText(Path.Combine(folder, "old"), ""));
        AtomicFolder.Write(_scratch["d"] + "/", folder => File.WriteAllText(Path.Combine(folder, "new"), ""));

        Assert.Equal([_scratch["d/new"]], Directory.GetFileSystemEntries(_scratch["d"]));
        Assert.Single(Directory.GetFileSystemEntries(_scratch.Root));
    }

    [Fact]
    public void A_fill_that_throws_leaves_the_old_folder_and_nothing_else()
    {
        AtomicFolder.Write(_scratch["d"], folder => File.WriteAllText(Path.Combine(folder, "old"), ""));

        Assert.Throws<IOException>(() =>
            AtomicFolder.Write(
                _scratch["d"],
                folder =>
                {
                    File.WriteAllText(Path.Combine(folder, "half"), "");
                    throw new IOException("disk full");
                }
            )
        );

        Assert.Equal([_scratch["d/old"]], Directory.GetFileSystemEntries(_scratch["d"]));
        Assert.Single(Directory.GetFileSystemEntries(_scratch.Root));
    }
}
