using System.Text.Json.Nodes;
using Pawl.Runs.Durability;
using Pawl.Runs.Model;

namespace Pawl.Cli.Progress;

/// <summary>What a person wants to see of a run that is going on, gathered from its record and its metrics. Not thread-safe.</summary>
internal sealed class RunProgress(RunRecord run)
{
    private const int MostMetrics = 64;

    // Curves worth a sparkline, the best first; a run that reports none of them shows its first metric.
    private static readonly string[] Curves = ["loss/batch", "loss/train", "loss", "train/loss", "train_loss", "calls_per_second"];
    private readonly Dictionary<string, MetricPoint> _latest = [];
    private readonly Dictionary<string, History> _histories = [];
    private readonly RemainingTime _remaining = new();

    public RunRecord Run { get; private set; } = run;

    public long? Step { get; private set; }

    /// <summary>Steps the run is to take, where its spec says so.</summary>
    public long? Steps { get; } = StepsOf(run.SpecJson);

    public TimeSpan? Remaining => _remaining.Estimate;

    /// <summary>The newest value of each metric, in the order of their first report; at most 64 names, later ones are left out.</summary>
    public IReadOnlyDictionary<string, MetricPoint> Latest => _latest;

    /// <summary>Name of the metric whose course is drawn; null before the first value.</summary>
    public string? Curve => Curves.FirstOrDefault(_latest.ContainsKey) ?? _latest.Keys.FirstOrDefault();

    public ReadOnlySpan<double> CurvePoints => Curve is { } name ? _histories[name].Points : [];

    public void Observe(RunRecord run, DateTimeOffset now)
    {
        Run = run;
        if (run.State == RunState.Running)
        {
            _remaining.Observe(run.Attempts, run.Progress, now);
        }
    }

    public void Observe(MetricPoint point)
    {
        if (!_latest.ContainsKey(point.Name) && _latest.Count == MostMetrics)
        {
            return;
        }

        _latest[point.Name] = point;
        Step = Math.Max(Step ?? 0, point.Step);
        if (!_histories.TryGetValue(point.Name, out var history))
        {
            _histories[point.Name] = history = new History();
        }

        history.Add(point.Value);
    }

    /// <summary>A resumed attempt superseded values beyond its checkpoint: forget all, they are read again.</summary>
    public void ForgetMetrics()
    {
        _latest.Clear();
        _histories.Clear();
        Step = null;
    }

    private static long? StepsOf(string specJson) =>
        (JsonNode.Parse(specJson) as JsonObject)?["train"] is JsonObject train && train["steps"] is JsonValue steps
            ? steps.GetValue<long>()
            : null;
}
