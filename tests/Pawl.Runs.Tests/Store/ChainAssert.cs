using Pawl.Runs.Events;
using Pawl.Runs.Store;

namespace Pawl.Runs.Tests.Store;

internal static class ChainAssert
{
    /// <summary>Recomputes every link of a run's event chain, with nothing but the documented encoding.</summary>
    public static void IsWhole(RunStore store, string runId)
    {
        var previous = "";
        var sequence = 0;
        foreach (var record in store.EventsOf(runId))
        {
            Assert.Equal(++sequence, record.Sequence);
            Assert.Equal(previous, record.PreviousHash);
            Assert.Equal(EventHash.Of(record), record.Hash);
            previous = record.Hash;
        }
        Assert.NotEqual(0, sequence);
    }
}
