using System.Text;
using Pawl.Evolutions.Records;
using Pawl.Evolutions.Store;

namespace Pawl.Evolutions.Tests.Store;

public sealed class EvolutionStoreTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pawl-evolution-").FullName;
    private EvolutionStore _store = null!;

    private string File => Path.Combine(_folder, "evolution.db");

    public async ValueTask InitializeAsync()
    {
        _store = EvolutionStore.Open(File, TimeProvider.System);
        await _store.AddServicesAsync(Enumerable.Range(0, 5).Select(i => new NewService(i, $"S{i}", $"Service {i}")));
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Lines_come_out_in_input_order_whatever_order_they_were_finished_in()
    {
        foreach (var ordinal in new[] { 3, 0, 4, 1 })
        {
            await _store.FinishAsync(ordinal, Encoding.UTF8.GetBytes($"line {ordinal}\n"), []);
        }

        using var output = new MemoryStream();
        Assert.Equal(4, _store.Reader.WriteLines(output, TestContext.Current.CancellationToken));
        Assert.Equal("line 0\nline 1\nline 3\nline 4\n", Encoding.UTF8.GetString(output.ToArray()));
    }

    [Fact]
    public async Task A_line_cannot_stand_twice()
    {
        await _store.FinishAsync(1, [1], []);

        await Assert.ThrowsAnyAsync<Exception>(() => _store.FinishAsync(1, [2], []));
        Assert.Equal([1], _store.Reader.Line(1));
    }

    [Fact]
    public async Task Counts_follow_the_states()
    {
        await _store.BeginAsync(0);
        await _store.BeginAsync(1);
        await _store.FinishAsync(1, [1], []);
        await _store.FailAsync(2, "features/1", "schema_mismatch", "no features", []);

        Assert.Equal(new ServiceCounts(Pending: 2, Working: 1, Done: 1, Failed: 1), _store.Reader.Counts());
    }

    [Fact]
    public async Task A_cut_off_attempt_leaves_its_open_services_to_the_next_and_its_failed_ones_failed()
    {
        await _store.BeginAsync(0);
        await _store.FailAsync(2, "features/1", "schema_mismatch", "no features", [Bad("S2")]);

        Assert.Empty(_store.Reader.FailedToTryAgain());
        await _store.ReopenAsync();

        Assert.Equal(ServiceState.Pending, _store.Reader.Service("S0")!.State);
        Assert.Equal(ServiceState.Failed, _store.Reader.Service("S2")!.State);
        Assert.Single(_store.Reader.Quarantine(null, null, 0, 10));
    }

    [Fact]
    public async Task After_a_whole_pass_the_next_attempt_tries_the_failed_ones_again()
    {
        await _store.FailAsync(2, "features/1", "schema_mismatch", "no features", [Bad("S2")]);
        await _store.PassedAsync();

        Assert.Equal([("S2", "features/1")], _store.Reader.FailedToTryAgain());
        await _store.ReopenAsync();

        Assert.Equal(ServiceState.Pending, _store.Reader.Service("S2")!.State);
        Assert.Empty(_store.Reader.Quarantine(null, null, 0, 10));
        Assert.Empty(_store.Reader.FailedToTryAgain());
    }

    [Fact]
    public async Task Findings_are_told_by_service_and_kind_and_are_replaced_when_a_service_begins_again()
    {
        await _store.FinishAsync(0, [1], [Bad("S0"), new QuarantineItem(QuarantineKind.UnknownIds, "S0", "mapping/1/data", "APP9", "{}")]);
        await _store.FinishAsync(1, [1], [Bad("S1")]);

        Assert.Equal([("schema_mismatch", 2), ("unknown_ids", 1)], _store.Reader.QuarantineKinds());
        Assert.Equal(2, _store.Reader.Quarantine("S0", null, 0, 10).Count);
        Assert.Equal("mapping/1/data", Assert.Single(_store.Reader.Quarantine("S0", QuarantineKind.UnknownIds, 0, 10)).Stage);
        Assert.Equal(2, _store.Reader.Service("S0")!.Findings);

        await _store.BeginAsync(0);
        Assert.Empty(_store.Reader.Quarantine("S0", null, 0, 10));
    }

    [Fact]
    public void Services_are_found_by_state_and_by_a_part_of_id_or_name()
    {
        Assert.Equal([3L, 4L], _store.Reader.Services(ServiceState.Pending, null, after: 2, count: 10).Select(row => row.Ordinal));
        Assert.Equal("S4", Assert.Single(_store.Reader.Services(null, "service 4", -1, 10)).ServiceId);
        Assert.Empty(_store.Reader.Services(ServiceState.Done, null, -1, 10));
    }

    [Fact]
    public void Looking_for_a_store_that_is_not_there_creates_none()
    {
        var other = Path.Combine(_folder, "other.db");

        Assert.Null(EvolutionReader.OpenIfAny(other));
        Assert.False(System.IO.File.Exists(other));
        using var reader = EvolutionReader.OpenIfAny(File);
        Assert.Equal(5, reader!.Counts().All);
    }

    private static QuarantineItem Bad(string service) => new(QuarantineKind.SchemaMismatch, service, "features/1", "no features", "{}");
}
