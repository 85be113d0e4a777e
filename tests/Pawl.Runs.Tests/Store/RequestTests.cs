using Pawl.Runs.Model;
using Pawl.Runs.Store;
using Pawl.Runs.Tests.Durability;

namespace Pawl.Runs.Tests.Store;

public sealed class RequestTests
{
    [Fact]
    public async Task A_client_killed_anywhere_that_asks_again_never_makes_a_second_run()
    {
        using var scratch = new ScratchFolder();
        var database = Path.Combine(scratch.Root, "pawl.db");
        var told = new Dictionary<int, string>();

        for (var kill = 0; kill < 8; kill++)
        {
            using var client = TestProgram.Start("request", database);
            for (var number = 0; number < 5 + (7 * kill); number++)
            {
                var id = await client.ReadLineAsync();
                Assert.NotNull(id);
                Assert.Equal(id, told.TryAdd(number, id) ? id : told[number]);
            }

            client.Kill();
            await client.FinishAsync();
        }

        using var store = RunStore.Open(database, TimeProvider.System);
        var runs = store.List(new RunQuery { Limit = 10_000 });
        Assert.Equal(runs.Count, runs.Select(run => run.Name).Distinct().Count());
        Assert.All(runs, run => Assert.Equal(run.Id, store.Made(new RequestKey(run.Name!, "same"))?.Id));
    }

    [Fact]
    public void A_key_used_for_something_else_is_refused_and_makes_nothing()
    {
        using var scratch = new ScratchFolder();
        using var store = RunStore.Open(Path.Combine(scratch.Root, "pawl.db"), TimeProvider.System);
        var run = new NewRun("command", "a", null, "{}", RetryPolicy.Default, null);
        var first = store.CreateOnce(run, new RequestKey("key", "one"));

        var error = Assert.Throws<RequestConflictException>(() => store.CreateOnce(run, new RequestKey("key", "other")));

        Assert.True(first.IsNew);
        Assert.Equal(first.Run.Id, error.RunId);
        Assert.Equal(1, store.Count(new RunQuery()));
    }
}
