using System.Text.Json;
using Pawl.Runs;
using Pawl.Runs.Json;
using Pawl.Runs.Logs;
using Pawl.Runs.Store;
using Pawl.Web.Api;

namespace Pawl.Web.Live;

/// <summary>
/// Sends all there is to know of one run, from a place on: <c>run</c> (state and progress now), <c>event</c>, <c>log</c> and <c>metrics</c>
/// (lists). Each message carries the place behind it, so a reader that comes back with the last one it got misses and repeats nothing.
/// <c>metrics_reset</c> says: forget this run's metrics, an attempt resumed from a checkpoint and those that stand follow.
/// </summary>
internal sealed class RunFeed(EventStream stream, RunStore store, RunFolder folder, string runId, JsonSerializerOptions json)
{
    private const int MostEvents = 200;
    private const int MostLines = 250;
    private const int MostPoints = 1000;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private FeedPosition _position;
    private string _run = "";

    public async Task FollowAsync(FeedPosition from, LiveSubscription subscription)
    {
        _position = from;
        while (true)
        {
            bool hasMore;
            do
            {
                hasMore = AddSome();
                await stream.FlushAsync();
            } while (hasMore);
            await stream.NextAsync(subscription, Interval);
        }
    }

    /// <summary>Adds the next batch of each kind.</summary>
    /// <returns>True when some may be left.</returns>
    private bool AddSome()
    {
        AddRun();
        var events = store.EventsOf(runId, _position.Event, MostEvents);
        foreach (var record in events)
        {
            _position = _position with { Event = record.Position };
            Add("event", EventsApi.Of(record));
        }

        var page = LogPages.After(folder.Log, _position.Log, MostLines);
        if (page.Next != _position.Log)
        {
            _position = _position with { Log = page.Next };
            if (page.Entries.Count > 0)
            {
                Add("log", page.Entries.Select(LogsApi.Of));
            }
        }

        return AddMetrics() | !page.IsEnd | events.Count == MostEvents;
    }

    private bool AddMetrics()
    {
        if (MetricFeed.Read(folder.Metrics, _position, MostPoints) is not var (points, next))
        {
            _position = _position with { Metrics = 0, Seal = "" };
            Add("metrics_reset", new { reason = "An attempt resumed from a checkpoint: later values are superseded." });
            return true;
        }

        if (points.Count > 0)
        {
            _position = next;
            Add("metrics", points);
        }

        return points.Count == MostPoints;
    }

    private void AddRun()
    {
        var run = JsonSerializer.SerializeToUtf8Bytes(RunJson.Of(store.Get(runId)), json);
        var words = Convert.ToBase64String(run);
        if (words != _run)
        {
            _run = words;
            stream.Add("run", run, _position.ToString());
        }
    }

    private void Add<T>(string type, T data) => stream.Add(type, JsonSerializer.SerializeToUtf8Bytes(data, json), _position.ToString());
}
