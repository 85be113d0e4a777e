using System.Text.Json.Nodes;
using Pawl.Runs.Events;
using Pawl.Runs.Model;
using Pawl.Runs.Tests.Verification;

namespace Pawl.Runs.Tests.Store;

/// <summary>Who asked for a change stands in the event of that change.</summary>
public sealed class ActorTests : IDisposable
{
    private static readonly Actor Alice = new("Alice \"the\" Ö", AccessRole.Operator);

    private readonly VerifiedRun _run = new();

    public void Dispose() => _run.Dispose();

    [Fact]
    public void Every_change_someone_asks_for_names_the_one_who_asked_and_the_chain_stays_whole()
    {
        var store = _run.Fixture.Store;
        var created = store.Create(StoreFixture.Run(), Alice);
        store.RequestCancel(created.Id, Alice);
        store.Resume(created.Id, Alice);
        var again = store.Retry(created.Id, Alice);

        Assert.Equal(
            [EventTypes.RunCreated, EventTypes.CancelRequested, EventTypes.RunReopened],
            store.EventsOf(created.Id).Where(record => ActorOf(record) == Alice).Select(record => record.Type)
        );
        Assert.Equal(Alice, ActorOf(store.EventsOf(again.Id)[0]));
        ChainAssert.IsWhole(store, created.Id);
        ChainAssert.IsWhole(store, again.Id);
    }

    [Fact]
    public void Verification_accepts_a_run_whose_events_name_actors()
    {
        var store = _run.Fixture.Store;
        _run.End(AttemptState.Failed);
        store.Resume(_run.Id, Alice);
        store.RequestCancel(_run.Id, Alice);
        _run.WriteManifest(manifest => manifest);

        Assert.Empty(_run.Verify());
    }

    [Fact]
    public void A_change_without_a_known_actor_names_none()
    {
        var run = _run.Fixture.Create();

        Assert.All(_run.Fixture.Store.EventsOf(run.Id), record => Assert.Null(ActorOf(record)));
    }

    private static Actor? ActorOf(EventRecord record) =>
        JsonNode.Parse(record.Data)!["actor"] is JsonObject actor ? new((string)actor["name"]!, (string)actor["role"]!) : null;
}
