using Pawl.Runs;
using Pawl.Runs.Model;
using Pawl.Runs.Store;
using Pawl.Runs.Workers;
using Pawl.Web.Hosting;

namespace Pawl.Web.Live;

/// <summary>
/// Looks for changes on behalf of all open pages: once for all of them, ten times a second while there is one. Workers are other processes,
/// so it asks the database and the file system instead of being told.
/// </summary>
internal sealed class StoreWatch(RunStore store, WebServerOptions options, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan WorkerPace = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly List<LiveSubscription> _subscriptions = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, long> _lengths = [];
    private Dictionary<string, DateTimeOffset?> _reports = [];
    private string _workers = "";
    private long _version = -1;
    private long _position;
    private long _workersAt;
    private Task? _loop;

    public LiveSubscription Subscribe(IEnumerable<string> topics)
    {
        var subscription = new LiveSubscription(topics, Leave);
        lock (_gate)
        {
            _subscriptions.Add(subscription);
            if (_loop is null or { IsCompleted: true })
            {
                _position = store.LastPosition();
                _version = -1;
                _loop = Task.Run(() => WatchAsync(_stop.Token));
            }
        }

        return subscription;
    }

    public void Dispose()
    {
        _stop.Cancel();
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
        while (!cancellation.IsCancellationRequested)
        {
            LiveSubscription[] subscriptions;
            lock (_gate)
            {
                if (_subscriptions.Count == 0)
                {
                    _loop = null;
                    return;
                }

                subscriptions = [.. _subscriptions];
            }

            var changed = Look(subscriptions);
            if (changed.Count > 0)
            {
                foreach (var subscription in subscriptions)
                {
                    subscription.Offer(changed);
                }
            }

            await Task.Delay(Pace, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private HashSet<string> Look(LiveSubscription[] subscriptions)
    {
        var changed = new HashSet<string>();
        LookAtDatabase(changed);
        LookAtWorkers(changed);
        foreach (var topic in subscriptions.SelectMany(subscription => subscription.Topics).Distinct())
        {
            LookAtFile(topic, changed);
        }

        return changed;
    }

    private void LookAtDatabase(HashSet<string> changed)
    {
        var version = store.Version();
        if (version == _version)
        {
            return;
        }

        _version = version;
        foreach (var record in store.Events(_position, 1000))
        {
            _position = record.Position;
            changed.Add(Topics.Run(record.RunId));
            changed.Add(Topics.Runs);
        }

        var running = store.Summaries(new RunQuery { States = [RunState.Running], Limit = 1000 });
        foreach (var run in running)
        {
            if (!_reports.TryGetValue(run.Id, out var before) || before != run.ReportedAt)
            {
                changed.Add(Topics.Run(run.Id));
                changed.Add(Topics.Runs);
            }
        }

        _reports = running.ToDictionary(run => run.Id, run => run.ReportedAt);
    }

    private void LookAtWorkers(HashSet<string> changed)
    {
        if (_workersAt != 0 && time.GetElapsedTime(_workersAt) < WorkerPace)
        {
            return;
        }

        _workersAt = time.GetTimestamp();
        var workers = string.Join(
            ' ',
            store.Workers().Select(worker => $"{worker.Identity.Id}:{worker.Running}:{WorkerProcess.Liveness(worker.Identity)}")
        );
        if (workers != _workers)
        {
            _workers = workers;
            changed.Add(Topics.Workers);
        }
    }

    private void LookAtFile(string topic, HashSet<string> changed)
    {
        var parts = topic.Split(':', 2);
        if (parts.Length < 2 || RunId.Normalize(parts[1]) is not { } id)
        {
            return;
        }

        var folder = RunFolder.Of(options.DataRoot, id);
        var path = parts[0] switch
        {
            "log" => folder.Log,
            "metrics" => folder.Metrics,
            _ => null,
        };
        if (path is null)
        {
            return;
        }

        var file = new FileInfo(path);
        var length = file.Exists ? file.Length : 0;
        if (!_lengths.TryGetValue(topic, out var before) || before != length)
        {
            _lengths[topic] = length;
            changed.Add(topic);
        }
    }
}
