using System.Globalization;

namespace Pawl.Web.Views;

/// <summary>How long something took, to two units at most.</summary>
internal static class Took
{
    /// <summary>Such as <c>0.4 s</c>, <c>12 s</c>, <c>3 min 05 s</c>, <c>2 h 10 min</c>, <c>3 d 4 h</c>.</summary>
    public static string Words(TimeSpan span) =>
        span.TotalSeconds < 10 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, span.TotalSeconds):0.#} s")
        : span.TotalSeconds < 60 ? $"{(int)span.TotalSeconds} s"
        : span.TotalHours < 1 ? $"{span.Minutes} min {span.Seconds:00} s"
        : span.TotalDays < 1 ? $"{span.Hours} h {span.Minutes:00} min"
        : $"{(int)span.TotalDays} d {span.Hours} h";
}
