using System.Buffers;
using System.Globalization;

namespace Pawl.Runs.Specs;

/// <summary>Spans of time in specs: <c>150ms</c>, <c>30s</c>, <c>1.5m</c>, <c>1h30m</c>, <c>2d</c>.</summary>
public static class SpecDuration
{
    public const string Example = "a duration such as 150ms, 30s, 5m, 2h, 1d or 1h30m";

    /// <summary>Beyond any run's life, and far inside what a TimeSpan and a double of seconds hold exactly.</summary>
    private const double MaximumSeconds = 36_500.0 * 86_400;

    private static readonly SearchValues<char> NumberLetters = SearchValues.Create("0123456789.");

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        var seconds = 0.0;
        var rest = text.AsSpan();
        do
        {
            var numberEnd = rest.IndexOfAnyExcept(NumberLetters);
            if (
                numberEnd <= 0
                || !char.IsAsciiDigit(rest[0])
                || !double.TryParse(rest[..numberEnd], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            )
            {
                return false;
            }

            rest = rest[numberEnd..];
            var unitEnd = rest.IndexOfAnyExceptInRange('a', 'z');
            var unit = unitEnd < 0 ? rest : rest[..unitEnd];
            seconds += amount * UnitSeconds(unit);
            rest = rest[unit.Length..];
        } while (!rest.IsEmpty);

        // An unknown unit has made it NaN, which is in no range.
        if (seconds is not (>= 0 and <= MaximumSeconds))
        {
            return false;
        }

        duration = FromSeconds(seconds);
        return true;
    }

    /// <summary>To the nearest 100 nanoseconds.</summary>
    public static TimeSpan FromSeconds(double seconds) => TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));

    /// <summary>Such as <c>1h30m</c>: parses back to the same span, down to a millisecond's fraction.</summary>
    public static string Format(TimeSpan duration)
    {
        if (duration == TimeSpan.Zero)
        {
            return "0s";
        }

        var milliseconds = (duration.Ticks % TimeSpan.TicksPerSecond) / (double)TimeSpan.TicksPerMillisecond;
        return string.Concat(
            Unit(duration.Days, "d"),
            Unit(duration.Hours, "h"),
            Unit(duration.Minutes, "m"),
            Unit(duration.Seconds, "s"),
            Unit(milliseconds, "ms")
        );
    }

    private static string Unit(double amount, string unit) =>
        amount == 0 ? "" : amount.ToString("0.####", CultureInfo.InvariantCulture) + unit;

    private static double UnitSeconds(ReadOnlySpan<char> unit) =>
        unit switch
        {
            "ms" => 0.001,
            "s" => 1,
            "m" => 60,
            "h" => 3600,
            "d" => 86_400,
            _ => double.NaN,
        };
}
