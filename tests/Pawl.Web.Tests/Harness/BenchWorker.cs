using Pawl.Runs;
using Pawl.Runs.Model;
using Pawl.Runs.Workers;

namespace Pawl.Web.Tests.Harness;

/// <summary>A real worker on a bench's data root, in this process; its hosts are processes of the program itself.</summary>
internal sealed class BenchWorker : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Workbench _bench;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    public BenchWorker(Workbench bench)
    {
        _bench = bench;
        var launcher = new HostLauncher(Path.Combine(AppContext.BaseDirectory, "pawl"), ["host"]);
        var worker = new Worker(bench.Store, bench.DataRoot, launcher, new WorkerOptions(), SilentObserver.Instance, TimeProvider.System);
        _work = Task.Run(() => worker.RunAsync(_stop.Token, _stop.Token));
    }

    /// <summary>Waits until the run has ended, and says how.</summary>
    public async Task<RunRecord> EndAsync(string runId)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begun) < Patience && !_work.IsCompleted)
        {
            if (_bench.Store.Get(runId) is { HasEnded: true } run && File.Exists(RunFolder.Of(_bench.DataRoot, runId).Manifest))
            {
                return run;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        await (_work.IsCompleted ? _work : Task.CompletedTask);
        throw new InvalidOperationException($"Run {runId} is {_bench.Store.Get(runId).State} after {Patience}.");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _stop.Dispose();
    }
}
