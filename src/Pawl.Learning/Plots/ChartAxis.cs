using System.Globalization;

namespace Pawl.Learning.Plots;

/// <summary>A range of numbers, its ticks and its mapping to [0, 1].</summary>
internal sealed class ChartAxis
{
    private readonly bool _isLogarithmic;

    private ChartAxis(double low, double high, bool isLogarithmic, IReadOnlyList<double> ticks)
    {
        (Low, High, _isLogarithmic, Ticks) = (low, high, isLogarithmic, ticks);
    }

    public double Low { get; }

    public double High { get; }

    public IReadOnlyList<double> Ticks { get; }

    /// <summary>Ticks at 1, 2 or 5 times a power of ten, about <paramref name="target"/> of them; the range grows to whole ticks when asked.</summary>
    public static ChartAxis Linear(double low, double high, int target, bool isSnug = false)
    {
        if (low == high)
        {
            (low, high) = low == 0 ? (0, 1) : (low - Math.Abs(low) * 0.1, high + Math.Abs(high) * 0.1);
        }

        var step = NiceStep((high - low) / target);
        if (!isSnug)
        {
            (low, high) = (Math.Floor(low / step + 1e-9) * step, Math.Ceiling(high / step - 1e-9) * step);
        }

        var first = (long)Math.Ceiling(low / step - 1e-9);
        var last = (long)Math.Floor(high / step + 1e-9);
        return new ChartAxis(low, high, false, [.. Enumerable.Range(0, (int)(last - first + 1)).Select(i => (first + i) * step)]);
    }

    /// <summary>For positive numbers: ticks at the powers of ten, with 2 and 5 between them when the range is short.</summary>
    public static ChartAxis Logarithmic(double low, double high)
    {
        if (low == high)
        {
            (low, high) = (low / 2, high * 2);
        }

        var span = Math.Log10(high / low);
        double[] mantissas =
            span > 3 ? [1]
            : span > 0.8 ? [1, 2, 5]
            : [1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9];
        var ticks = Enumerable
            .Range((int)Math.Floor(Math.Log10(low)) - 1, (int)Math.Ceiling(span) + 3)
            .SelectMany(power => mantissas.Select(mantissa => mantissa * Math.Pow(10, power)))
            .ToList();
        var below = ticks.Where(tick => tick <= low * 1.0001).DefaultIfEmpty(low).Max();
        var above = ticks.Where(tick => tick >= high * 0.9999).DefaultIfEmpty(high).Min();
        return new ChartAxis(below, above, true, [.. ticks.Where(tick => tick >= below * 0.9999 && tick <= above * 1.0001)]);
    }

    public double Map(double value) => _isLogarithmic ? Math.Log(value / Low) / Math.Log(High / Low) : (value - Low) / (High - Low);

    public bool Holds(double value) => double.IsFinite(value) && (!_isLogarithmic || value > 0);

    /// <summary>Short: 1.5k, 20M, 0.002.</summary>
    public static string Label(double value)
    {
        var size = Math.Abs(value);
        return size switch
        {
            >= 1e9 => Text(value / 1e9) + "G",
            >= 1e6 => Text(value / 1e6) + "M",
            >= 1e4 => Text(value / 1e3) + "k",
            >= 1e-4 or 0 => Text(value),
            _ => value.ToString("0.###e0", CultureInfo.InvariantCulture),
        };

        static string Text(double number) => Math.Round(number, 6).ToString("0.######", CultureInfo.InvariantCulture);
    }

    private static double NiceStep(double rough)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return (rough / power) switch
        {
            <= 1.0000001 => power,
            <= 2.0000001 => 2 * power,
            <= 5.0000001 => 5 * power,
            _ => 10 * power,
        };
    }
}
