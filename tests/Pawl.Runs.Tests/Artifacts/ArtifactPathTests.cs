using Pawl.Runs.Artifacts;
using Pawl.Runs.Tests.Durability;

namespace Pawl.Runs.Tests.Artifacts;

public sealed class ArtifactPathTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly string _root;

    public ArtifactPathTests()
    {
        _root = _scratch["artifacts"];
        Directory.CreateDirectory(Path.Combine(_root, "plots"));
        File.WriteAllText(_scratch["secret.txt"], "outside");
        File.WriteAllText(Path.Combine(_root, "plots", "loss.svg"), "<svg/>");
    }

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("//etc/passwd")]
    [InlineData("..")]
    [InlineData("../secret.txt")]
    [InlineData("plots/../../secret.txt")]
    [InlineData("plots/..")]
    [InlineData("./plots")]
    [InlineData("plots//loss.svg")]
    [InlineData("plots/")]
    [InlineData("..\\secret.txt")]
    [InlineData("plots\\loss.svg")]
    [InlineData("C:/windows")]
    [InlineData("c:secret")]
    [InlineData("plots/\0/x")]
    [InlineData("plots/\n")]
    public void Every_spelling_of_a_way_out_is_refused(string path)
    {
        Assert.NotNull(ArtifactPath.Fault(path));
        Assert.Throws<ArtifactPathException>(() => ArtifactPath.Resolve(_root, path));
    }

    [Theory]
    [InlineData("plots/loss.svg")]
    [InlineData("...")]
    [InlineData("a..b/c")]
    [InlineData("größe %2e%2e/x y.txt")]
    public void A_path_inside_is_kept(string path) => Assert.Equal(Path.Combine(_root, path), ArtifactPath.Resolve(_root, path));

    [Fact]
    public void A_link_may_stay_inside_and_not_lead_out()
    {
        File.CreateSymbolicLink(Path.Combine(_root, "best.svg"), "plots/loss.svg");
        File.CreateSymbolicLink(Path.Combine(_root, "out"), "../secret.txt");
        File.CreateSymbolicLink(Path.Combine(_root, "twice"), "out");
        Directory.CreateSymbolicLink(Path.Combine(_root, "up"), "..");
        Directory.CreateSymbolicLink(Path.Combine(_root, "side"), _scratch["artifacts-2"]);
        File.CreateSymbolicLink(Path.Combine(_root, "circle"), "circle");

        Assert.Equal(Path.Combine(_root, "plots/loss.svg"), ArtifactPath.Resolve(_root, "best.svg"));
        foreach (var path in (string[])["out", "twice", "up", "up/secret.txt", "up/artifacts/plots/loss.svg", "side/x", "circle"])
        {
            Assert.Throws<ArtifactPathException>(() => ArtifactPath.Resolve(_root, path));
        }
    }

    [Fact]
    public void A_root_that_is_a_link_itself_is_followed()
    {
        Directory.CreateSymbolicLink(_scratch["link"], _root);

        Assert.Equal(Path.Combine(_root, "plots/loss.svg"), ArtifactPath.Resolve(_scratch["link"], "plots/loss.svg"));
    }

    [Fact]
    public void A_record_holds_hash_size_and_type()
    {
        var record = ArtifactRecord.Of(_root, "plots/loss.svg");

        Assert.Equal(
            new ArtifactRecord(
                "plots/loss.svg",
                Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("<svg/>"u8)),
                6,
                "image/svg+xml",
                "plot",
                ArtifactScope.Run
            ),
            record
        );
        Assert.Equal("sample", ArtifactRecord.Of(_root, "plots/loss.svg", "sample").Kind);
        Assert.Throws<FileNotFoundException>(() => ArtifactRecord.Of(_root, "plots/none.svg"));
    }
}
