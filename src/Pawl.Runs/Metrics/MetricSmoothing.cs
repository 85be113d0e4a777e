using System.Runtime.InteropServices;

namespace Pawl.Runs.Metrics;

/// <summary>
/// Exponential moving average without a bias to its start: <c>s ← w·s + (1−w)·value</c> from 0, shown as <c>s / (1 − wⁿ)</c> after n values.
/// Source: TensorBoard's scalar charts; D. Kingma and J. Ba, "Adam", 2015, section 3, for the correction.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public struct MetricSmoothing
{
    private readonly double _weight;
    private double _sum;
    private double _remaining = 1;

    /// <param name="weight">Of the past, in [0, 1); 0 passes values through.</param>
    /// <exception cref="ArgumentOutOfRangeException">The weight is outside that range.</exception>
    public MetricSmoothing(double weight)
    {
        if (!(weight >= 0 && weight < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "Smoothing weighs the past with 0 up to, but not, 1.");
        }

        _weight = weight;
    }

    /// <value>NaN before the first value.</value>
    public readonly double Value => _sum / (1 - _remaining);

    /// <param name="value">Finite.</param>
    public void Add(double value)
    {
        _sum = _weight * _sum + (1 - _weight) * value;
        _remaining *= _weight;
    }
}
