namespace Pawl.Web.Views;

/// <summary>Spans of time in few words.</summary>
internal static class Ago
{
    /// <summary>Such as <c>just now</c>, <c>12 s ago</c>, <c>3 min ago</c>, <c>5 h ago</c>, <c>2 d ago</c>.</summary>
    public static string Words(TimeSpan past) => past < TimeSpan.FromSeconds(5) ? "just now" : Span(past) + " ago";

    /// <summary>Its largest unit alone, such as <c>12 s</c>, <c>3 min</c>, <c>5 h</c>, <c>2 d</c>.</summary>
    public static string Span(TimeSpan span) =>
        span.TotalSeconds < 60 ? $"{(int)span.TotalSeconds} s"
        : span.TotalMinutes < 60 ? $"{(int)span.TotalMinutes} min"
        : span.TotalHours < 48 ? $"{(int)span.TotalHours} h"
        : $"{(int)span.TotalDays} d";
}
