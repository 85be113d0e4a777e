using System.Text.Json.Nodes;
using Pawl.Learning.Metrics;

namespace Pawl.Learning.Stopping;

/// <summary>Stops a training whose metric has not improved for a number of evaluations in a row.</summary>
public sealed class EarlyStopping
{
    private readonly int _patience;
    private readonly double _minimumImprovement;
    private readonly BestTracker _best;
    private int _waited;

    /// <param name="patience">Evaluations without improvement that are borne; 0 switches early stopping off.</param>
    /// <param name="minimumImprovement">Smaller improvements do not count; at least 0, in the metric's unit.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is negative.</exception>
    public EarlyStopping(int patience, double minimumImprovement, MetricGoal goal)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        ArgumentOutOfRangeException.ThrowIfNegative(minimumImprovement);
        (_patience, _minimumImprovement, _best) = (patience, minimumImprovement, new BestTracker(goal));
    }

    /// <summary>True once the patience is used up; stays true.</summary>
    public bool IsTriggered => _patience > 0 && _waited >= _patience;

    /// <summary>Takes in the metric of one evaluation.</summary>
    public void Offer(long step, double value) => _waited = _best.Offer(step, value, _minimumImprovement) ? 0 : _waited + 1;

    public JsonObject State => new() { ["waited"] = _waited, ["best"] = _best.State };

    public void Restore(JsonObject state)
    {
        _waited = state["waited"]!.GetValue<int>();
        _best.Restore(state["best"]);
    }
}
