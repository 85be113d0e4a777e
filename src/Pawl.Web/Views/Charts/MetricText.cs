using System.Globalization;

namespace Pawl.Web.Views.Charts;

/// <summary>Values of metrics for people: six digits. <c>chart.js</c> writes them alike.</summary>
internal static class MetricText
{
    /// <summary>Such as <c>1.25</c>, <c>31234.6</c>, <c>2.5e-7</c>.</summary>
    public static string Of(double value)
    {
        var rounded = double.Parse(value.ToString("E5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return Math.Abs(rounded) is 0 or (>= 1e-6 and < 1e21)
            ? (rounded + 0.0).ToString("0.############", CultureInfo.InvariantCulture)
            : rounded.ToString("0.#####e+0", CultureInfo.InvariantCulture);
    }

    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
