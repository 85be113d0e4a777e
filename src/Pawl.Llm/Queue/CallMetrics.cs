using System.Diagnostics;
using System.Diagnostics.Metrics;
using Pawl.Llm.Calls;
using Pawl.Runs;

namespace Pawl.Llm.Queue;

/// <summary>The metrics and spans of calls to models. Names are those of <c>docs/llm.md</c>.</summary>
internal sealed class CallMetrics : IDisposable
{
    public const string Name = "Pawl.Llm";

    private readonly Counter<long> _tries;
    private readonly Histogram<double> _durations;
    private readonly Histogram<double> _backoffs;

    public CallMetrics(CallQueue queue)
    {
        Meter.CreateObservableUpDownCounter("pawl.llm.queue.depth", () => queue.Snapshot().Depth, "{call}", "Calls that wait for a place.");
        Meter.CreateObservableUpDownCounter("pawl.llm.queue.in_flight", () => queue.Snapshot().InFlight, "{call}", "Calls on their way.");
        Meter.CreateObservableGauge("pawl.llm.queue.limit", () => queue.Snapshot().Limit, "{call}", "Most calls on their way just now.");
        Meter.CreateObservableGauge("pawl.llm.queue.ceiling", () => queue.Snapshot().Ceiling, "{call}", "Most calls on their way ever.");
        Meter.CreateObservableCounter("pawl.llm.queue.submitted", () => queue.Snapshot().Submitted, "{call}", "Calls so far.");
        Meter.CreateObservableCounter("pawl.llm.queue.completed", () => queue.Snapshot().Completed, "{call}", "Calls answered.");
        Meter.CreateObservableCounter("pawl.llm.queue.failed", () => queue.Snapshot().Failed, "{call}", "Calls given up.");
        _tries = Meter.CreateCounter<long>("pawl.llm.tries", "{try}", "Tries by outcome: answered, or the kind of failure.");
        _durations = Meter.CreateHistogram<double>("pawl.llm.try.duration", "s", "From sending a try to its end.");
        _backoffs = Meter.CreateHistogram<double>("pawl.llm.backoff", "s", "Waits before another try.");
    }

    public Meter Meter { get; } = new(Name, ProductVersion.Full);

    public static ActivitySource Source { get; } = new(Name, ProductVersion.Full);

    /// <summary>The span of one call, all its tries and waits included; null when nobody listens.</summary>
    public static Activity? StartCall(ModelCall call)
    {
        var activity = Source.StartActivity("llm.call", ActivityKind.Client);
        return activity?.SetTag("stage", call.Slot.Stage).SetTag("model_name", call.Model).SetTag("service_id", call.Slot.Unit);
    }

    /// <param name="failure">Null when it was answered.</param>
    public void Tried(CallFailureKind? failure, TimeSpan duration)
    {
        var outcome = new KeyValuePair<string, object?>("outcome", failure is { } kind ? OutcomeOf(kind) : "answered");
        _tries.Add(1, outcome);
        _durations.Record(duration.TotalSeconds, outcome);
    }

    public void BackedOff(TimeSpan wait) => _backoffs.Record(wait.TotalSeconds);

    public void Dispose() => Meter.Dispose();

    private static string OutcomeOf(CallFailureKind kind) =>
        kind switch
        {
            CallFailureKind.RateLimited => "rate_limited",
            CallFailureKind.Quota => "quota",
            CallFailureKind.Key => "key",
            CallFailureKind.Refused => "refused",
            CallFailureKind.Server => "server",
            CallFailureKind.Connection => "connection",
            CallFailureKind.Timeout => "timeout",
            CallFailureKind.Garbled => "garbled",
            _ => "stopped",
        };
}
