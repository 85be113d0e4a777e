using Microsoft.Data.Sqlite;
using Pawl.Runs.Hosting.Protocol;
using Pawl.Runs.Model;
using Pawl.Runs.Store;

namespace Pawl.Runs.Workers;

/// <summary>
/// Claims attempts and carries each to its end in a host of its own. Any number of workers, of any number of processes, may share one
/// database. One instance does one of <see cref="RunAsync"/> and <see cref="RunOneAsync"/>, once.
/// </summary>
public sealed class Worker
{
    private readonly WorkerServices _services;
    private readonly WorkerOptions _options;
    private readonly TimeProvider _time;
    private long? _lastBeat;
    private long? _lastRecovery;

    /// <param name="dataRoot">Absolute path of the data root that holds the store's database.</param>
    /// <param name="observer">Told of everything; <see cref="SilentObserver"/> when nobody watches.</param>
    public Worker(
        RunStore store,
        string dataRoot,
        HostLauncher launcher,
        WorkerOptions options,
        IWorkerObserver observer,
        TimeProvider time
    )
    {
        _services = new WorkerServices(store, Path.GetFullPath(dataRoot), launcher, options, observer, time);
        (_options, _time) = (options, time);
        Identity = WorkerProcess.Identify();
    }

    public WorkerIdentity Identity { get; }

    private RunStore Store => _services.Store;

    /// <summary>Works until told to stop, then stops its hosts: their attempts end <c>interrupted</c> and go on with the next worker.</summary>
    /// <param name="stopSoon">Claim no more, ask the hosts to checkpoint, wait at most their grace.</param>
    /// <param name="stopNow">Kill the hosts at once.</param>
    public async Task RunAsync(CancellationToken stopSoon, CancellationToken stopNow)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopSoon, stopNow);
        var running = new List<Task>();
        try
        {
            Enter();
            while (!stop.IsCancellationRequested)
            {
                running.RemoveAll(task => task.IsCompletedSuccessfully);
                if (running.Find(task => task.IsFaulted) is { } faulted)
                {
                    await faulted;
                }

                if (running.Count < _options.Concurrency && Try(() => Claim(null)) is { } supervisor)
                {
                    running.Add(SuperviseAsync(supervisor, StopReasons.Shutdown, stop.Token, stopNow));
                    continue;
                }

                await PauseAsync(stop.Token);
            }
        }
        finally
        {
            await Task.WhenAll(running);
            Leave();
        }
    }

    /// <summary>
    /// Runs one run in the foreground: claims only its attempts, follows its retries, and where another worker has it waits for that one.
    /// </summary>
    /// <param name="stopSoon">Cancels the run: its host may checkpoint within its grace.</param>
    /// <param name="stopNow">Kills the host at once; where another worker has the run, returns without waiting for it.</param>
    /// <param name="by">Who cancels it by <paramref name="stopSoon"/>; stands in the event.</param>
    /// <returns>The run, ended or waiting for a decision.</returns>
    /// <exception cref="RunNotFoundException">There is no such run.</exception>
    public async Task<RunRecord> RunOneAsync(string runId, CancellationToken stopSoon, CancellationToken stopNow, Actor? by = null)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stopSoon, stopNow);
        var run = Store.Get(runId);
        try
        {
            Enter();
            await using var cancel = stop.Token.Register(() => Cancel(runId, by));
            while (!run.State.IsEnd() && run.State != RunState.Waiting)
            {
                if (Try(() => Claim(runId)) is { } supervisor)
                {
                    await SuperviseAsync(supervisor, StopReasons.Cancelled, stop.Token, stopNow);
                }
                else
                {
                    await PauseAsync(stopNow);
                }

                run = Try(() => Store.Get(runId)) ?? run;
                if (stopNow.IsCancellationRequested)
                {
                    break;
                }
            }

            return run;
        }
        finally
        {
            Leave();
        }
    }

    private AttemptSupervisor? Claim(string? onlyRunId)
    {
        var before = _time.GetTimestamp();
        return Store.Claim(Identity, onlyRunId) is { } claim ? new AttemptSupervisor(_services, claim, before) : null;
    }

    private static async Task SuperviseAsync(
        AttemptSupervisor supervisor,
        string stopReason,
        CancellationToken stopSoon,
        CancellationToken stopNow
    )
    {
        await using var soon = stopSoon.Register(() => _ = supervisor.StopAsync(stopReason, atOnce: false).AsTask());
        await using var now = stopNow.Register(() => _ = supervisor.StopAsync(stopReason, atOnce: true).AsTask());
        await using (supervisor)
        {
            await Task.Run(supervisor.RunAsync, CancellationToken.None);
        }
    }

    private void Enter()
    {
        SocketFolder.Sweep();
        Try(() =>
        {
            Store.RegisterWorker(Identity);
            return true;
        });
        _lastBeat = _time.GetTimestamp();
        Recover();
        Try(() => _services.Manifests.RefreshStale());
    }

    private void Leave() =>
        Try(() =>
        {
            Store.RemoveWorker(Identity.Id);
            return true;
        });

    private async Task PauseAsync(CancellationToken cancellation)
    {
        try
        {
            await Task.Delay(_options.Poll, _time, cancellation);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        if (_lastBeat is null || _time.GetElapsedTime(_lastBeat.Value) >= _options.Heartbeat)
        {
            _lastBeat = _time.GetTimestamp();
            Try(() =>
            {
                Store.BeatWorker(Identity.Id);
                return true;
            });
        }

        if (_lastRecovery is null || _time.GetElapsedTime(_lastRecovery.Value) >= _options.Recovery)
        {
            Recover();
        }
    }

    // An attempt whose worker died ends here; the next one kills what the dead one left running before it starts.
    private void Recover()
    {
        _lastRecovery = _time.GetTimestamp();
        foreach (var ended in Try(() => Store.RecoverAbandoned(WorkerProcess.Liveness)) ?? [])
        {
            Try(() =>
            {
                _services.Manifests.Refresh(ended.RunId);
                return ended;
            });
        }
    }

    private void Cancel(string runId, Actor? by) =>
        Try(() =>
        {
            try
            {
                var run = Store.RequestCancel(runId, by);
                if (run.State.IsEnd() && run.StartedAt is not null)
                {
                    _services.Manifests.Refresh(runId); // it ended between two attempts, so no attempt's end writes it
                }

                return run;
            }
            catch (RunStateException)
            {
                return null; // it ended just now
            }
        });

    // A worker outlives a database that is locked or unreachable for a while: it tries again after its pause.
    private T? Try<T>(Func<T?> ask)
    {
        try
        {
            return ask();
        }
        catch (Exception error) when (error is SqliteException or IOException)
        {
            _services.Observer.Trouble(null, error);
            return default;
        }
    }
}
