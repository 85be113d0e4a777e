using System.Text.Json.Nodes;

namespace Pawl.Learning.Metrics;

/// <summary>Exponential smoothing of a noisy metric: <c>s ← w·s + (1−w)·value</c>, started at the first value.</summary>
public sealed class SmoothedMetric
{
    private readonly double _weight;

    /// <param name="weight">Weight of the past, in [0, 1); 0 passes values through unchanged.</param>
    /// <exception cref="ArgumentOutOfRangeException">The weight is outside that range.</exception>
    public SmoothedMetric(double weight)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(weight);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(weight, 1);
        _weight = weight;
    }

    /// <summary>The smoothed value, or null before the first one.</summary>
    public double? Value { get; private set; }

    /// <summary>Takes in a finite value.</summary>
    /// <returns>The smoothed value.</returns>
    public double Add(double value)
    {
        Value = Value is { } past && _weight > 0 ? _weight * past + (1 - _weight) * value : value;
        return Value.Value;
    }

    public JsonNode? State => Value is { } value ? JsonValue.Create(value) : null;

    public void Restore(JsonNode? state) => Value = state?.GetValue<double>();
}
