using Pawl.Shogi.Search;

namespace Pawl.Shogi.Tests.Search;

public sealed class SearchFingerprintTests
{
    /// <summary>Changes with every change of search or evaluation; then it is set anew, together with the reason for the change.</summary>
    [Fact]
    public void Nodes_are_the_same_on_every_machine()
    {
        Assert.Equal(266_614, SearchFingerprint.Count(8));
    }
}
