using System.Security.Cryptography;
using System.Text;
using Pawl.Runs.Artifacts;
using Pawl.Runs.Tests.Durability;

namespace Pawl.Runs.Tests.Artifacts;

public sealed class CheckpointHashTests
{
    private const string EmptySha = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Fact]
    public void The_hash_is_that_of_the_sorted_list_of_files()
    {
        using var scratch = new ScratchFolder();
        Directory.CreateDirectory(scratch["b"]);
        File.WriteAllText(scratch["b/x"], "");
        File.WriteAllText(scratch["b.json"], "");
        File.WriteAllText(scratch["B"], "");

        var expected = SHA256.HashData(
            Encoding.UTF8.GetBytes($"B\0" + $"0\0{EmptySha}\nb.json\0" + $"0\0{EmptySha}\nb/x\0" + $"0\0{EmptySha}\n")
        );

        Assert.Equal(Convert.ToHexStringLower(expected), CheckpointHash.Of(scratch.Root));
    }

    [Fact]
    public void Any_changed_name_or_byte_changes_the_hash()
    {
        using var scratch = new ScratchFolder();
        File.WriteAllText(scratch["a"], "one");
        File.WriteAllText(scratch["b"], "two");
        var hashes = new HashSet<string> { CheckpointHash.Of(scratch.Root) };
        File.WriteAllText(scratch["b"], "twO");
        hashes.Add(CheckpointHash.Of(scratch.Root));
        File.Move(scratch["b"], scratch["c"]);
        hashes.Add(CheckpointHash.Of(scratch.Root));
        File.WriteAllText(scratch["d"], "");
        hashes.Add(CheckpointHash.Of(scratch.Root));

        Assert.Equal(4, hashes.Count);
        Assert.Throws<DirectoryNotFoundException>(() => CheckpointHash.Of(scratch["none"]));
    }
}
