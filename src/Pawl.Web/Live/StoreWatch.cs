using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Pawl.Evolutions.Store;
using Pawl.Runs;
using Pawl.Runs.Store;
using Pawl.Web.Health;
using Pawl.Web.Hosting;

namespace Pawl.Web.Live;

/// <summary>
/// Looks for changes on behalf of all open pages: once for all of them, ten times a second while there is one. Workers are other processes,
/// so it asks the database and the file system instead of being told.
/// </summary>
/// <remarks>
/// What has changed since <see cref="Subscribe"/> returned is told, always; what changed before is the reader's to fetch. A look that fails
/// (the database is locked, the disk is away) is made again: nothing is taken as seen before it was told.
/// </remarks>
internal sealed partial class StoreWatch(
    RunStore store,
    WebServerOptions options,
    HealthReader health,
    TimeProvider time,
    ILogger<StoreWatch> log
) : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan WorkerPace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PaceAfterFailure = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly HashSet<LiveSubscription> _subscriptions = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, (long Length, long WrittenAt)> _files = [];
    private Task _loop = Task.CompletedTask;
    private bool _isWatching;
    private bool _isDisposed;
    private bool _hasFailed;

    // The loop's, and of Subscribe while there is no loop.
    private IReadOnlyDictionary<string, long> _reports = new Dictionary<string, long>();
    private string _workers = "";
    private long _version;
    private long _position;
    private long _workersAt;

    /// <value>For tests: how many wait.</value>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _subscriptions.Count;
            }
        }
    }

    public LiveSubscription Subscribe(IEnumerable<string> topics)
    {
        var subscription = new LiveSubscription(topics, Leave);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            foreach (var topic in subscription.Topics)
            {
                if (FileOf(topic) is { } path)
                {
                    _files.TryAdd(topic, StampOf(path));
                }
            }

            if (!_isWatching)
            {
                _version = store.Version();
                (_position, _) = store.ChangedRuns(long.MaxValue);
                _reports = store.LastReports();
                _workers = WorkerWords();
                _workersAt = time.GetTimestamp();
                _isWatching = true;
                _loop = Task.Run(() => WatchAsync(_stop.Token));
            }

            _subscriptions.Add(subscription);
        }

        return subscription;
    }

    public async ValueTask DisposeAsync()
    {
        Task loop;
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            loop = _loop;
        }

        await _stop.CancelAsync();
        await loop;
        _stop.Dispose();
    }

    private void Leave(LiveSubscription subscription)
    {
        lock (_gate)
        {
            _subscriptions.Remove(subscription);
        }
    }

    private async Task WatchAsync(CancellationToken cancellation)
    {
        while (true)
        {
            await Task.Delay(_hasFailed ? PaceAfterFailure : Pace, time, cancellation)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            LiveSubscription[] subscriptions;
            lock (_gate)
            {
                if (_subscriptions.Count == 0 || cancellation.IsCancellationRequested)
                {
                    _isWatching = false;
                    return;
                }

                subscriptions = [.. _subscriptions];
            }

            var changed = new HashSet<string>();
            var hasFailed =
                !Try(() => LookAtDatabase(changed)) | !Try(() => LookAtWorkers(changed)) | !Try(() => LookAtFiles(subscriptions, changed));
            _hasFailed = hasFailed;
            if (changed.Count > 0)
            {
                foreach (var subscription in subscriptions)
                {
                    subscription.Offer(changed);
                }
            }
        }
    }

    /// <summary>One failure must not leave every open page without news for ever.</summary>
    private bool Try(Action look)
    {
        try
        {
            look();
            return true;
        }
        catch (Exception error) // whatever it was, the next look may succeed
        {
            if (!_hasFailed)
            {
                LookFailed(log, error);
            }

            return false;
        }
    }

    private void LookAtDatabase(HashSet<string> changed)
    {
        var version = store.Version();
        if (version == _version)
        {
            return;
        }

        var (position, runs) = store.ChangedRuns(_position);
        var reports = store.LastReports();
        foreach (var run in runs)
        {
            changed.Add(Topics.Run(run));
        }

        if (runs.Count > 0)
        {
            changed.Add(Topics.Events);
            changed.Add(Topics.Runs);
        }

        foreach (var (run, now) in reports)
        {
            if (!_reports.TryGetValue(run, out var before) || before != now)
            {
                changed.Add(Topics.Run(run));
                changed.Add(Topics.Runs);
            }
        }

        (_version, _position, _reports) = (version, position, reports);
    }

    private void LookAtWorkers(HashSet<string> changed)
    {
        if (time.GetElapsedTime(_workersAt) < WorkerPace)
        {
            return;
        }

        var workers = WorkerWords();
        _workersAt = time.GetTimestamp();
        if (workers != _workers)
        {
            _workers = workers;
            changed.Add(Topics.Workers);
        }
    }

    private string WorkerWords()
    {
        var report = health.Read(writes: false);
        return string.Join(
            ' ',
            report
                .Workers.Select(status => $"{status.Worker.Identity.Id}:{status.Worker.Running}:{status.Presence}")
                .Concat(report.Troubles.Select(trouble => trouble.IsBad ? trouble.Remedy : trouble.What))
                .Concat(
                    Views
                        .Evolutions.OpenBreakers.Read(options.DataRoot)
                        .Select(state => $"{state.Endpoint}:{state.Position}:{state.NextProbe}")
                )
        );
    }

    private void LookAtFiles(LiveSubscription[] subscriptions, HashSet<string> changed)
    {
        var wanted = new HashSet<string>();
        foreach (var topic in subscriptions.SelectMany(subscription => subscription.Topics))
        {
            if (wanted.Add(topic) && FileOf(topic) is { } path)
            {
                var stamp = StampOf(path);
                if (!_files.TryGetValue(topic, out var before) || before != stamp)
                {
                    _files[topic] = stamp;
                    changed.Add(topic);
                }
            }
        }

        // One that a page asked for just now goes too, and counts as changed at the next look: once too often does no harm.
        foreach (var topic in _files.Keys.Where(topic => !wanted.Contains(topic)))
        {
            _files.TryRemove(topic, out _);
        }
    }

    private string? FileOf(string topic) =>
        topic.Split(':', 2) switch
        {
            ["log", var id] => RunFolder.Of(options.DataRoot, id).Log,
            ["metrics", var id] => RunFolder.Of(options.DataRoot, id).Metrics,
            ["queue", var id] => EvolutionFile.StatusOf(RunFolder.Of(options.DataRoot, id)),
            _ => null,
        };

    /// <summary>Length and time: metrics that a resume rewrote may come to the same length.</summary>
    private static (long Length, long WrittenAt) StampOf(string path)
    {
        var file = new FileInfo(path);
        return file.Exists ? (file.Length, file.LastWriteTimeUtc.Ticks) : (0, 0);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Looking for changes failed; trying again each second")]
    private static partial void LookFailed(ILogger logger, Exception error);
}
