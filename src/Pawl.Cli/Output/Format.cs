namespace Pawl.Cli.Output;

/// <summary>How times, sizes and rates read for people. JSON never goes through here.</summary>
internal static class Format
{
    private const double Kibi = 1024;

    /// <summary>Three significant parts at most: <c>840ms</c>, <c>12.3s</c>, <c>1m05s</c>, <c>2h03m</c>, <c>3d04h</c>.</summary>
    public static string Duration(TimeSpan span)
    {
        if (span < TimeSpan.Zero)
        {
            span = TimeSpan.Zero;
        }

        return span switch
        {
            { TotalSeconds: < 1 } => $"{span.TotalMilliseconds:0}ms",
            { TotalSeconds: < 59.95 } => $"{span.TotalSeconds:0.0}s",
            { TotalMinutes: < 60 } => $"{(int)span.TotalMinutes}m{span.Seconds:00}s",
            { TotalHours: < 24 } => $"{(int)span.TotalHours}h{span.Minutes:00}m",
            _ => $"{(int)span.TotalDays}d{span.Hours:00}h",
        };
    }

    /// <summary>A duration a person waits for, to the second: <c>0:41</c>, <c>12:03</c>, <c>2:03:09</c>.</summary>
    public static string Clock(TimeSpan span) =>
        span.TotalHours < 1 ? $"{(int)span.TotalMinutes}:{span.Seconds:00}" : $"{(int)span.TotalHours}:{span.Minutes:00}:{span.Seconds:00}";

    /// <summary>How long ago, in one unit: <c>8s</c>, <c>5m</c>, <c>3h</c>, <c>12d</c>.</summary>
    public static string Age(DateTimeOffset then, DateTimeOffset now)
    {
        var age = now - then;
        return age switch
        {
            { TotalSeconds: < 60 } => $"{Math.Max(0, (int)age.TotalSeconds)}s",
            { TotalMinutes: < 60 } => $"{(int)age.TotalMinutes}m",
            { TotalHours: < 24 } => $"{(int)age.TotalHours}h",
            _ => $"{(int)age.TotalDays}d",
        };
    }

    /// <summary>Binary units, as disks and memory are counted by the kernel: <c>1.2 MiB</c>.</summary>
    public static string Bytes(long bytes) =>
        bytes switch
        {
            < 1024 => $"{bytes} B",
            < 1024 * 1024 => $"{bytes / Kibi:0.0} KiB",
            < 1024L * 1024 * 1024 => $"{bytes / (Kibi * Kibi):0.0} MiB",
            _ => $"{bytes / (Kibi * Kibi * Kibi):0.0} GiB",
        };

    /// <summary>A rate or count in three digits: <c>940</c>, <c>17.2k</c>, <c>1.35M</c>.</summary>
    public static string Count(double value) =>
        value switch
        {
            < 1000 => $"{value:0}",
            < 10_000 => $"{value / 1e3:0.00}k",
            < 1_000_000 => $"{value / 1e3:0.0}k",
            _ => $"{value / 1e6:0.00}M",
        };

    /// <summary>A metric, in as many digits as tell neighbouring values apart: <c>1.8421</c>, <c>0.00031</c>, <c>17200</c>; counts as whole numbers.</summary>
    public static string Metric(double value) =>
        Math.Abs(value) switch
        {
            0 => "0",
            >= 1e6 => $"{value:0.###e+0}",
            >= 1000 => $"{value:0}",
            >= 1 when value == Math.Floor(value) => $"{value:0}",
            >= 0.01 => $"{value:0.0000}",
            _ => $"{value:0.###e-0}",
        };

    public static string Timestamp(DateTimeOffset time) => $"{time.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z";

    /// <summary>Cut to <paramref name="width"/> columns, the cut marked by an ellipsis; line breaks become spaces.</summary>
    public static string Cut(string text, int width)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= width ? line
            : width <= 1 ? line[..Math.Max(0, width)]
            : line[..(width - 1)] + "…";
    }

    /// <summary>Lines of at most <paramref name="width"/> columns, broken between words; a longer word stands alone.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        if (line.Length > 0)
        {
            yield return line;
        }
    }
}
