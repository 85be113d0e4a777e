namespace Pawl.Learning.Plots;

/// <summary>A range of numbers, its ticks with their labels, and its mapping to [0, 1].</summary>
internal sealed class ChartAxis
{
    /// <summary>Two ends nearer to each other than this part of their size are one number: doubles hold no ticks between them.</summary>
    private const double FinestRange = 1e-12;

    private readonly bool _isLogarithmic;

    private ChartAxis(double low, double high, bool isLogarithmic, IReadOnlyList<double> ticks, IReadOnlyList<string> labels)
    {
        (Low, High, _isLogarithmic, Ticks, Labels) = (low, high, isLogarithmic, ticks, labels);
    }

    public double Low { get; }

    public double High { get; }

    public IReadOnlyList<double> Ticks { get; }

    /// <summary>One for each tick, no two alike.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Ticks at 1, 2 or 5 times a power of ten, about <paramref name="target"/> of them; the range grows to whole ticks unless it is to be snug.</summary>
    public static ChartAxis Linear(double low, double high, int target, bool isSnug = false)
    {
        (low, high) = Widened(low, high);
        return Stepped(low, high, NiceStep(high / target - low / target), isSnug, ChartLabels.Of);
    }

    /// <summary>Seconds, with ticks at whole minutes, hours or days where they are long.</summary>
    public static ChartAxis Duration(double low, double high, int target)
    {
        (low, high) = Widened(low, high);
        var rough = (high - low) / target;
        return Stepped(
            low,
            high,
            rough < 1 ? NiceStep(rough) : ChartLabels.DurationStep(rough),
            true,
            (ticks, _) => [.. ticks.Select(ChartLabels.Duration)]
        );
    }

    /// <summary>For positive numbers: ticks at the powers of ten, with 2 and 5 between them when the range is short.</summary>
    /// <param name="target">Most powers of ten that get a tick.</param>
    public static ChartAxis Logarithmic(double low, double high, int target = 12)
    {
        if (high - low <= high * FinestRange)
        {
            (low, high) = (Math.Max(low / 2, double.Epsilon), Math.Min(high * 2, double.MaxValue));
        }

        var span = Math.Log10(high) - Math.Log10(low);
        if (span < 0.3 && Linear(low, high, 4) is { Low: > 0 } plain)
        {
            return new ChartAxis(plain.Low, plain.High, true, plain.Ticks, plain.Labels);
        }

        double[] mantissas =
            span > 3 ? [1]
            : span > 0.8 ? [1, 2, 5]
            : [1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9];
        var stride = Math.Max(1, (int)Math.Ceiling(span / target));
        var first = (int)Math.Floor(Math.Floor(Math.Log10(low)) / stride) - 1;
        var ticks = Enumerable
            .Range(first, (int)Math.Ceiling(span / stride) + 4)
            .SelectMany(power => mantissas.Select(mantissa => mantissa * Math.Pow(10, power * stride)))
            .Where(tick => tick > 0 && double.IsFinite(tick))
            .ToList();
        var below = ticks.Where(tick => tick <= low * 1.0001).DefaultIfEmpty(low).Max();
        var above = ticks.Where(tick => tick >= high * 0.9999).DefaultIfEmpty(high).Min();
        double[] shown = [.. ticks.Where(tick => tick >= below * 0.9999 && tick <= above * 1.0001)];
        return new ChartAxis(below, above, true, shown, [.. shown.Select(Label)]);
    }

    /// <summary>0 at the low end, 1 at the high end.</summary>
    public double Map(double value) =>
        _isLogarithmic ? (Math.Log(value) - Math.Log(Low)) / (Math.Log(High) - Math.Log(Low))
        : double.IsFinite(High - Low) ? (value - Low) / (High - Low)
        : (value / 2 - Low / 2) / (High / 2 - Low / 2);

    public bool Holds(double value) => double.IsFinite(value) && (!_isLogarithmic || value > 0);

    /// <summary>Short: 1.5k, 20M, 0.002.</summary>
    public static string Label(double value) => ChartLabels.Short(value);

    private static ChartAxis Stepped(
        double low,
        double high,
        double step,
        bool isSnug,
        Func<IReadOnlyList<double>, double, IReadOnlyList<string>> labels
    )
    {
        if (!isSnug)
        {
            low = Math.Max(Math.Floor(low / step + 1e-9) * step, double.MinValue);
            high = Math.Min(Math.Ceiling(high / step - 1e-9) * step, double.MaxValue);
        }

        var first = (long)Math.Ceiling(low / step - 1e-9);
        var last = (long)Math.Floor(high / step + 1e-9);
        double[] ticks = [.. Enumerable.Range(0, (int)(last - first + 1)).Select(i => (first + i) * step).Where(double.IsFinite)];
        return new ChartAxis(low, high, false, ticks, labels(ticks, step));
    }

    private static (double Low, double High) Widened(double low, double high)
    {
        var size = Math.Max(Math.Abs(low), Math.Abs(high));
        if (high - low > size * FinestRange)
        {
            return (low, high);
        }

        return size < 1e-300 ? (0, 1) : (Math.Max(low - size * 0.1, double.MinValue), Math.Min(high + size * 0.1, double.MaxValue));
    }

    private static double NiceStep(double rough)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        if (power == 0)
        {
            return double.Epsilon;
        }

        return (rough / power) switch
        {
            <= 1.0000001 => power,
            <= 2.0000001 => 2 * power,
            <= 5.0000001 => 5 * power,
            _ => 10 * power,
        };
    }
}
