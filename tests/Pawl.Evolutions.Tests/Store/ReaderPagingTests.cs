using Pawl.Evolutions.Records;
using Pawl.Evolutions.Store;

namespace Pawl.Evolutions.Tests.Store;

public sealed class ReaderPagingTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pawl-evolution-").FullName;
    private EvolutionStore _store = null!;

    public async ValueTask InitializeAsync()
    {
        _store = EvolutionStore.Open(Path.Combine(_folder, "evolution.db"), TimeProvider.System);
        await _store.AddServicesAsync(Enumerable.Range(0, 9).Select(i => new NewService(i, $"S{i}", $"Service {i}")));
        foreach (var ordinal in new[] { 1, 3, 5, 7 })
        {
            var stage = ordinal < 4 ? "features/1" : "features/2";
            await _store.FailAsync(
                ordinal,
                stage,
                "x",
                "y",
                [new QuarantineItem("unknown_ids", $"S{ordinal}", stage, "m", $"raw {ordinal}")]
            );
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Services_before_one_come_in_input_order()
    {
        Assert.Equal(["S3", "S4"], _store.Reader.ServicesBefore(null, null, 5, 2).Select(row => row.ServiceId));
        Assert.Equal(["S3", "S5"], _store.Reader.ServicesBefore(ServiceState.Failed, null, 7, 2).Select(row => row.ServiceId));
        Assert.Equal(["S2"], _store.Reader.ServicesBefore(null, "ervice 2", 8, 2).Select(row => row.ServiceId));
    }

    [Fact]
    public void Findings_are_paged_both_ways_and_narrowed_to_a_stage()
    {
        var all = _store.Reader.Quarantine(null, null, null, 0, 10);

        Assert.Equal(["S5", "S7"], _store.Reader.Quarantine(null, null, "features/2", 0, 10).Select(row => row.ServiceId));
        Assert.Equal(["S3", "S5"], _store.Reader.QuarantineBefore(null, null, null, all[3].Id, 2).Select(row => row.ServiceId));
        Assert.Equal("raw 5", _store.Reader.Finding(all[2].Id)!.Raw);
        Assert.Null(_store.Reader.Finding(999));
    }
}
