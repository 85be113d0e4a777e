using System.Globalization;

namespace Pawl.Web.Live;

/// <summary>
/// How far the reader of one run has come: <c>EVENT-LOG-METRICS-SEAL</c>, such as <c>12-34567-890-7f3a9c01</c>, which is the position of the last
/// event, the byte behind the last log line, the byte behind the last metric, and that metric's checksum.
/// </summary>
/// <param name="Seal">Tells whether the metrics are still those that were read: a resume rewrites them. Empty at their start.</param>
internal readonly record struct FeedPosition(long Event, long Log, long Metrics, string Seal)
{
    public static FeedPosition Start { get; } = new(0, 0, 0, "");

    public static FeedPosition? Parse(string text) =>
        text == "0" ? Start
        : text.Split('-') is [var position, var log, var metrics, var seal]
        && Number(position) is { } e
        && Number(log) is { } l
        && Number(metrics) is { } m
        && seal.Length is 0 or 8
        && seal.All(char.IsAsciiHexDigitLower)
        && seal.Length == 0 == (m == 0)
            ? new FeedPosition(e, l, m, seal)
        : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Event}-{Log}-{Metrics}-{Seal}");

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
