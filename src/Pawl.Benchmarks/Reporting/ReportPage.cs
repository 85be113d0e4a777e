namespace Pawl.Benchmarks.Reporting;

/// <summary>A page of which the report writes one part: between two comments, which it finds again. The rest is written by hand and kept.</summary>
public static class ReportPage
{
    public const string Begin = "<!-- measured: written by pawl bench report, do not edit -->";
    public const string End = "<!-- end of what was measured -->";

    /// <param name="page">As it stands; null where there is none yet.</param>
    /// <param name="measured">What to put between the marks.</param>
    /// <exception cref="FormatException">The marks are there, but not as one pair in order: nothing would be safe to replace.</exception>
    public static string Write(string? page, string measured)
    {
        ArgumentNullException.ThrowIfNull(measured);
        var part = $"{Begin}\n\n{measured.Trim()}\n\n{End}";
        if (string.IsNullOrWhiteSpace(page))
        {
            return $"# Performance\n\n{part}\n";
        }

        var begin = page.IndexOf(Begin, StringComparison.Ordinal);
        var end = page.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 && end < 0)
        {
            return $"{page.TrimEnd()}\n\n{part}\n";
        }

        var isOnePair =
            begin >= 0
            && end > begin
            && page.LastIndexOf(Begin, StringComparison.Ordinal) == begin
            && page.LastIndexOf(End, StringComparison.Ordinal) == end;
        return isOnePair
            ? page[..begin] + part + page[(end + End.Length)..]
            : throw new FormatException(
                $"Expected one line '{Begin}' and after it one line '{End}' in the page, or neither: found them otherwise. Put them right by hand."
            );
    }
}
