using Pawl.Runs.Artifacts;
using Pawl.Runs.Tests.Durability;

namespace Pawl.Runs.Tests.Artifacts;

public sealed class ArtifactGlobTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public ArtifactGlobTests()
    {
        foreach (
            var path in (string[])
                ["results.csv", "a.png", "b.PNG", "weights/best.pt", "weights/last.pt", "x/y/z.json", "x/z.json", "z.json"]
        )
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_scratch[path])!);
            File.WriteAllText(_scratch[path], path);
        }

        Directory.CreateSymbolicLink(_scratch["loop"], ".");
    }

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("weights/best.pt", "weights/best.pt")]
    [InlineData("results.csv", "results.csv")]
    [InlineData("*.png", "a.png")]
    [InlineData("?.PNG", "b.PNG")]
    [InlineData("weights/*", "weights/best.pt", "weights/last.pt")]
    [InlineData("w*s/*st.pt", "weights/best.pt", "weights/last.pt")]
    [InlineData("**/*.json", "x/y/z.json", "x/z.json", "z.json")]
    [InlineData("x/**/z.json", "x/y/z.json", "x/z.json")]
    [InlineData("x/**", "x/y/z.json", "x/z.json")]
    [InlineData("*/z.json", "x/z.json")]
    [InlineData("none/*.pt")]
    [InlineData("weights")]
    public void A_pattern_finds_its_files(string pattern, params string[] expected) =>
        Assert.Equal(expected, ArtifactGlob.Parse(pattern).Find(_scratch.Root, static _ => false));

    [Fact]
    public void Excluded_folders_are_not_entered()
    {
        Assert.Equal(["x/z.json", "z.json"], ArtifactGlob.Parse("**/*.json").Find(_scratch.Root, path => path == _scratch["x/y"]));
        Assert.Empty(ArtifactGlob.Parse("*").Find(_scratch["absent"], static _ => false));
        Assert.Throws<ArtifactPathException>(() => ArtifactGlob.Parse("../*"));
    }
}
