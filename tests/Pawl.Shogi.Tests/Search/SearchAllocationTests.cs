using Pawl.Shogi.Board;
using Pawl.Shogi.Search;

namespace Pawl.Shogi.Tests.Search;

public sealed class SearchAllocationTests
{
    /// <summary>What a search allocates is for its root: ten times the nodes cost no more than a few more iterations.</summary>
    [Fact]
    public void Nodes_allocate_nothing()
    {
        var searcher = new Searcher(hashMegabytes: 1);
        Allocated(searcher, 2_000);

        var few = Allocated(searcher, 10_000);
        var many = Allocated(searcher, 100_000);

        Assert.InRange(many - few, long.MinValue, 4_096);
    }

    private static long Allocated(Searcher searcher, long nodes)
    {
        searcher.Forget();
        var position = Position.Start();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = searcher.Search(position, new SearchLimits { Nodes = nodes }, new SearchClock(TimeProvider.System));
        Assert.Equal(nodes, result.Nodes);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
