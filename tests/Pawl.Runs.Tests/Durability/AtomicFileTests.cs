using Pawl.Runs.Durability;

namespace Pawl.Runs.Tests.Durability;

public sealed class AtomicFileTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Write_creates_the_file_and_the_folders_above_it()
    {
        var path = _scratch["a/b/c.txt"];

        AtomicFile.WriteText(path, "über");

        Assert.Equal("über"u8.ToArray(), File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFileSystemEntries(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void Write_replaces_the_old_content()
    {
        AtomicFile.WriteText(_scratch["f"], "a long first text");
        AtomicFile.WriteText(_scratch["f"], "second");

        Assert.Equal("second", File.ReadAllText(_scratch["f"]));
    }

    [Fact]
    public void A_writer_that_throws_leaves_the_old_content_and_no_temporary_file()
    {
        AtomicFile.WriteText(_scratch["f"], "old");

        Assert.Throws<InvalidOperationException>(() =>
            AtomicFile.Write(
                _scratch["f"],
                stream =>
                {
                    stream.Write("half"u8);
                    throw new InvalidOperationException();
                }
            )
        );

        Assert.Equal("old", File.ReadAllText(_scratch["f"]));
        Assert.Single(Directory.GetFileSystemEntries(_scratch.Root));
    }

    [Fact]
    public async Task An_asynchronous_writer_that_is_cancelled_leaves_the_old_content()
    {
        AtomicFile.WriteText(_scratch["f"], "old");
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            AtomicFile.WriteAsync(
                _scratch["f"],
                async (stream, token) =>
                {
                    await stream.WriteAsync("half"u8.ToArray(), token);
                    await cancellation.CancelAsync();
                    token.ThrowIfCancellationRequested();
                },
                cancellation.Token
            )
        );

        Assert.Equal("old", File.ReadAllText(_scratch["f"]));
        Assert.Single(Directory.GetFileSystemEntries(_scratch.Root));
    }

    [Fact]
    public async Task A_reader_beside_a_writer_sees_whole_contents_only()
    {
        var path = _scratch["f"];
        var contents = Enumerable.Range(0, 4).Select(i => new string((char)('a' + i), 100_000 + i)).ToArray();
        AtomicFile.WriteText(path, contents[0]);
        var writing = Task.Run(() =>
        {
            for (var i = 0; i < 60; i++)
            {
                AtomicFile.WriteText(path, contents[i % contents.Length]);
            }
        });

        while (!writing.IsCompleted)
        {
            Assert.Contains(await File.ReadAllTextAsync(path), contents);
        }

        await writing;
    }

    [Fact]
    public void Sweep_removes_leftovers_of_the_dead_and_keeps_those_of_the_living()
    {
        File.WriteAllText(_scratch["manifest.json"], "kept");
        File.WriteAllText(_scratch["manifest.json.tmp-4194999-0a1b2c3d"], "left by a process that cannot exist");
        Directory.CreateDirectory(_scratch["step-00000010.tmp-4194999-0a1b2c3d/inner"]);
        File.WriteAllText(_scratch[$"other.tmp-{Environment.ProcessId}-0a1b2c3d"], "being written");

        Assert.Equal(2, TemporaryName.Sweep(_scratch.Root));

        Assert.Equal(
            ["manifest.json", $"other.tmp-{Environment.ProcessId}-0a1b2c3d"],
            Directory.GetFileSystemEntries(_scratch.Root).Select(Path.GetFileName).Order()
        );
        Assert.Equal(0, TemporaryName.Sweep(_scratch["none"]));
    }
}
