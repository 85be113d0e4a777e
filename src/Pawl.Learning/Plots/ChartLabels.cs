using System.Globalization;

namespace Pawl.Learning.Plots;

/// <summary>Words for the numbers on an axis.</summary>
internal static class ChartLabels
{
    private static readonly double[] DurationSteps =
    [
        1,
        2,
        5,
        10,
        15,
        30,
        60,
        120,
        300,
        600,
        900,
        1800,
        3600,
        7200,
        10800,
        21600,
        43200,
        86400,
    ];

    /// <summary>Alone: 1.5k, 20M, 0.002.</summary>
    public static string Short(double value)
    {
        var size = Math.Abs(value);
        return size switch
        {
            >= 1e15 => value.ToString("0.###e0", CultureInfo.InvariantCulture),
            >= 1e9 => Text(value / 1e9) + "G",
            >= 1e6 => Text(value / 1e6) + "M",
            >= 1e4 => Text(value / 1e3) + "k",
            >= 1e-4 or 0 => Text(value),
            _ => value.ToString("0.###e0", CultureInfo.InvariantCulture),
        };

        static string Text(double number) => Math.Round(number, 6).ToString("0.######", CultureInfo.InvariantCulture);
    }

    /// <summary>Of evenly spaced ticks, with just the decimals that tell them apart.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<double> ticks, double step)
    {
        var size = ticks.Count == 0 ? 0 : Math.Max(Math.Abs(ticks[0]), Math.Abs(ticks[^1]));
        if (size >= 1e15 || (size < 1e-3 && size > 0))
        {
            var digits = Math.Clamp((int)Math.Floor(Math.Log10(size) + 1e-9) - (int)Math.Floor(Math.Log10(step) + 1e-9), 0, 15);
            return
            [
                .. ticks.Select(tick =>
                    tick == 0 ? "0" : tick.ToString("0." + new string('#', digits) + "e0", CultureInfo.InvariantCulture)
                ),
            ];
        }

        var (unit, suffix) =
            size >= 1e9 ? (1e9, "G")
            : size >= 1e6 ? (1e6, "M")
            : size >= 1e4 ? (1e3, "k")
            : (1, "");
        var decimals = Math.Clamp(-(int)Math.Floor(Math.Log10(step / unit) + 1e-9), 0, 15);
        return
        [
            .. ticks.Select(tick =>
                Math.Round(tick / unit, decimals) is var number && number == 0
                    ? "0"
                    : number.ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture) + suffix
            ),
        ];
    }

    /// <summary>The shortest handy step of at least so many seconds.</summary>
    public static double DurationStep(double rough)
    {
        foreach (var step in DurationSteps)
        {
            if (step >= rough * 0.9999)
            {
                return step;
            }
        }

        return Math.Ceiling(rough / 86400) * 86400;
    }

    /// <summary>Such as <c>0.5s</c>, <c>30s</c>, <c>1m30s</c>, <c>2h</c>, <c>1d6h</c>: all units that are not zero.</summary>
    public static string Duration(double seconds)
    {
        if (Math.Abs(seconds) < 60)
        {
            return Short(seconds) is "0" or "-0" ? "0" : Short(seconds) + "s";
        }

        var whole = (long)Math.Round(Math.Abs(seconds));
        (long Amount, string Unit)[] parts = [(whole / 86400, "d"), (whole / 3600 % 24, "h"), (whole / 60 % 60, "m"), (whole % 60, "s")];
        return (seconds < 0 ? "-" : "") + string.Concat(parts.Where(part => part.Amount > 0).Select(part => $"{part.Amount}{part.Unit}"));
    }
}
