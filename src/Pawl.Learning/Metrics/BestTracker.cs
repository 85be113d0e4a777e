using System.Text.Json.Nodes;

namespace Pawl.Learning.Metrics;

/// <summary>Remembers the best value of a metric and the step it came from. Of equal values the first stays the best.</summary>
public sealed class BestTracker(MetricGoal goal)
{
    /// <summary>The best value so far, or null before the first one.</summary>
    public double? Value { get; private set; }

    public long Step { get; private set; }

    /// <summary>Takes in a finite value.</summary>
    /// <param name="margin">How much better than the best it must be to count, at least 0.</param>
    /// <returns>True when it is the new best.</returns>
    public bool Offer(long step, double value, double margin = 0)
    {
        if (Value is { } best && (goal == MetricGoal.Lowest ? value >= best - margin : value <= best + margin))
        {
            return false;
        }

        (Value, Step) = (value, step);
        return true;
    }

    public JsonNode? State => Value is { } value ? new JsonObject { ["value"] = value, ["step"] = Step } : null;

    public void Restore(JsonNode? state) => (Value, Step) = (state?["value"]!.GetValue<double>(), state?["step"]!.GetValue<long>() ?? 0);
}
