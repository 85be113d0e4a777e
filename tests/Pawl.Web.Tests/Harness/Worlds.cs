using Pawl.Runs.Model;
using Pawl.Runs.Store;
using Pawl.Web.Tests.Harness.Seeding;

namespace Pawl.Web.Tests.Harness;

/// <summary>
/// Three workbenches that tests of all pages share and do not change: with nothing, with two queued runs that left nothing yet, and seeded.
/// Each starts when it is first asked for.
/// </summary>
public sealed class Worlds : IAsyncDisposable
{
    private readonly Lazy<Task<Workbench>> _nothing = new(() => Workbench.StartAsync());
    private readonly Lazy<Task<(Workbench Bench, string Run, string Evolve)>> _bare = new(BareAsync);
    private readonly Lazy<Task<(Workbench Bench, SeededRuns Runs)>> _seeded;
    private readonly CancellationTokenSource _stop = new();
    private Task _heart = Task.CompletedTask;

    public Worlds() => _seeded = new(SeededAsync);

    /// <summary>A page in one of the states <c>empty</c> and <c>seeded</c>: where it is served, and at what address.</summary>
    internal async Task<(Workbench Bench, string Path)> FindAsync(PageEntry page, string state)
    {
        if (state == "seeded")
        {
            var (bench, runs) = await _seeded.Value;
            return (bench, page.Seeded(runs));
        }

        if (!page.NeedsRun)
        {
            return (await _nothing.Value, page.Empty);
        }

        var (bare, run, evolve) = await _bare.Value;
        return (bare, page.Empty.Replace("{run}", run, StringComparison.Ordinal).Replace("{evolve}", evolve, StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _heart.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        if (_nothing.IsValueCreated)
        {
            await (await _nothing.Value).DisposeAsync();
        }

        if (_bare.IsValueCreated)
        {
            await (await _bare.Value).Bench.DisposeAsync();
        }

        if (_seeded.IsValueCreated)
        {
            await (await _seeded.Value).Bench.DisposeAsync();
        }
    }

    private static async Task<(Workbench Bench, string Run, string Evolve)> BareAsync()
    {
        var bench = await Workbench.StartAsync();
        return (bench, bench.Queue("first try", "true").Id, bench.Store.Create(EvolveSpec.NewRun("first evolution")).Id);
    }

    private async Task<(Workbench Bench, SeededRuns Runs)> SeededAsync()
    {
        var bench = await Workbench.StartAsync();
        var runs = Seed.Fill(bench);
        _heart = BeatAsync(bench.Store, _stop.Token);
        return (bench, runs);
    }

    /// <summary>Keeps the worker of the seed alive and its leases fresh: it has no other life.</summary>
    private static async Task BeatAsync(RunStore store, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            foreach (var worker in store.Workers())
            {
                store.BeatWorker(worker.Identity.Id);
                foreach (var run in store.List(new RunQuery { States = [RunState.Running] }))
                {
                    store.Renew(new Lease(run.Id, run.Attempts, worker.Identity.Id));
                }
            }

            await Task.Delay(TimeSpan.FromSeconds(4), TimeProvider.System, stop);
        }
    }
}
