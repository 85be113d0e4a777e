using System.Diagnostics;
using System.Diagnostics.Metrics;
using Pawl.Runs;
using Pawl.Runs.Model;
using Pawl.Runs.Store;
using Pawl.Web.Health;

namespace Pawl.Web.Telemetry;

/// <summary>
/// What the server measures: gauges read from the database when someone asks, and what it counts of its own requests. Every label has a
/// bounded set of values: states, route templates, methods and status codes, never an id or a path. Listed in docs/api.md.
/// </summary>
internal sealed class ServerMetrics : IDisposable
{
    public const string MeterName = "Pawl";

    /// <summary>From a cached part to a verification that hashes for a minute.</summary>
    private static readonly double[] Seconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60];

    private readonly RunStore _store;
    private readonly HealthReader _health;
    private readonly Histogram<double> _requests;
    private int _streams;

    public ServerMetrics(RunStore store, HealthReader health)
    {
        (_store, _health) = (store, health);
        // Of this server alone: a process, as in tests, may hold several.
        Meter = new Meter(new MeterOptions(MeterName) { Scope = this, Version = ProductVersion.Full });
        _requests = Meter.CreateHistogram(
            "pawl_http_request_duration_seconds",
            description: "How long requests took, by method, route template and status; streams of events are left out.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds }
        );
        ObserveRuns();
        ObserveProcess();
    }

    public Meter Meter { get; }

    public void Request(string method, string route, int status, TimeSpan took) =>
        _requests.Record(took.TotalSeconds, new("method", method), new("route", route), new("status", status));

    /// <summary>Counts a stream of live events until it is disposed of.</summary>
    public IDisposable OpenStream() => new OpenedStream(this);

    public void Dispose() => Meter.Dispose();

    private void ObserveRuns()
    {
        Gauge(
            "pawl_runs",
            "Runs, by state.",
            () =>
            {
                var counts = _store.CountsByState(new RunQuery());
                return Enum.GetValues<RunState>().Select(state => Of(counts.GetValueOrDefault(state), "state", state.Word()));
            }
        );
        Counter(
            "pawl_attempts_ended",
            "Attempts that ended, by how.",
            () =>
            {
                var counts = _store.AttemptsByState();
                return Enum.GetValues<AttemptState>()
                    .Where(state => state.IsEnd())
                    .Select(state => Of(counts.GetValueOrDefault(state), "state", state.Word()));
            }
        );
        Gauge("pawl_queue_length", "Queued attempts, those whose backoff still runs included.", () => [Of(Queue().Length)]);
        Gauge("pawl_queue_due", "Queued attempts that a worker could take now.", () => [Of(Queue().Due)]);
        Gauge(
            "pawl_queue_oldest_seconds",
            "How long the longest of these could have been taken; 0 when none is due.",
            () => [Of(Queue().OldestDueAt is { } oldest ? Math.Max(0, (_health.Now - oldest).TotalSeconds) : 0)]
        );
        Gauge(
            "pawl_workers",
            "Registered workers, by presence: alive, silent (no beat for 15 s) or dead.",
            () =>
            {
                var workers = _health.Read(writes: false).Workers;
                return Enum.GetValues<WorkerPresence>()
                    .Select(presence =>
                        Of(workers.Count(worker => worker.Presence == presence), "state", presence.ToString().ToLowerInvariant())
                    );
            }
        );
        Counter("pawl_events", "Position of the last event of the data root.", () => [Of(_store.LastPosition())]);
        Gauge(
            "pawl_disk_free_bytes",
            "Free space of the disk that holds the data root.",
            () => _health.Read(writes: false).DiskFree is { } free ? [Of(free)] : []
        );
    }

    private void ObserveProcess()
    {
        Gauge("pawl_live_streams", "Open streams of live events.", () => [Of(Volatile.Read(ref _streams))]);
        Gauge("pawl_process_memory_bytes", "Memory of the server's process that is in use (resident).", () => [Of(Environment.WorkingSet)]);
        Counter(
            "pawl_process_cpu_seconds",
            "Processor time of the server's process.",
            () => [Of(Environment.CpuUsage.TotalTime.TotalSeconds)]
        );
        Gauge("pawl_process_threads", "Threads of the server's thread pool.", () => [Of(ThreadPool.ThreadCount)]);
        Gauge("pawl_gc_heap_bytes", "Managed memory that is in use.", () => [Of(GC.GetTotalMemory(forceFullCollection: false))]);
        Counter(
            "pawl_gc_collections",
            "Garbage collections, by generation.",
            () =>
                Enumerable
                    .Range(0, GC.MaxGeneration + 1)
                    .Select(generation => Of(GC.CollectionCount(generation), "generation", $"{generation}"))
        );
        Gauge(
            "pawl_start_time_seconds",
            "When the server started, in seconds since 1970.",
            () => [Of(_health.StartedAt.ToUnixTimeMilliseconds() / 1000.0)]
        );
        Gauge("pawl_build_info", "Always 1; its label is the version.", () => [Of(1, "version", ProductVersion.Full)]);
    }

    private QueueState Queue() => _store.Queue();

    private void Gauge(string name, string description, Func<IEnumerable<Measurement<double>>> read) =>
        Meter.CreateObservableGauge(name, () => Safely(read), description: description);

    private void Counter(string name, string description, Func<IEnumerable<Measurement<double>>> read) =>
        Meter.CreateObservableCounter(name, () => Safely(read), description: description);

    /// <summary>A metric whose source fails is absent, and takes no other with it.</summary>
    private static Measurement<double>[] Safely(Func<IEnumerable<Measurement<double>>> read)
    {
        try
        {
            return [.. read()];
        }
#pragma warning disable CA1031 // any fault of a source is that source's alone
        catch (Exception error)
#pragma warning restore CA1031
        {
            Debug.WriteLine(error);
            return [];
        }
    }

    private static Measurement<double> Of(double value) => new(value);

    private static Measurement<double> Of(double value, string label, string text) =>
        new(value, new KeyValuePair<string, object?>(label, text));

    private sealed class OpenedStream : IDisposable
    {
        private readonly ServerMetrics _metrics;
        private int _isClosed;

        public OpenedStream(ServerMetrics metrics)
        {
            _metrics = metrics;
            Interlocked.Increment(ref metrics._streams);
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isClosed, 1) == 0)
            {
                Interlocked.Decrement(ref _metrics._streams);
            }
        }
    }
}
