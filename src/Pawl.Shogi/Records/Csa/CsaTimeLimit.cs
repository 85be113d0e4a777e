using System.Globalization;

namespace Pawl.Shogi.Records.Csa;

/// <summary>Between CSA's <c>00:25+30</c> (hours, minutes, seconds of byoyomi) and KIF's <c>25分+30秒</c>.</summary>
internal static class CsaTimeLimit
{
    /// <returns>Null for a text of another form.</returns>
    public static string? ToHeader(ReadOnlySpan<char> text)
    {
        var (colon, plus) = (text.IndexOf(':'), text.IndexOf('+'));
        if (
            colon < 1
            || plus < colon
            || !TryParse(text[..colon], out var hours)
            || !TryParse(text[(colon + 1)..plus], out var minutes)
            || !TryParse(text[(plus + 1)..], out var byoyomi)
        )
        {
            return null;
        }

        return Header(hours + (minutes / 60), minutes % 60, byoyomi);
    }

    /// <returns>Null for a text that <see cref="ToHeader"/> does not make.</returns>
    public static string? FromHeader(string text)
    {
        var rest = text.AsSpan();
        var hours = Take(ref rest, "時間");
        var minutes = Take(ref rest, "分");
        if (rest is ['+', ..])
        {
            rest = rest[1..];
        }

        var byoyomi = Take(ref rest, "秒");
        return rest.IsEmpty && Header(hours, minutes, byoyomi) == text ? $"{hours:00}:{minutes:00}+{byoyomi:00}" : null;
    }

    private static string Header(int hours, int minutes, int byoyomi)
    {
        var time = $"{(hours > 0 ? $"{hours}時間" : "")}{(minutes > 0 || (hours == 0 && byoyomi == 0) ? $"{minutes}分" : "")}";
        return byoyomi == 0 ? time : $"{time}{(time.Length > 0 ? "+" : "")}{byoyomi}秒";
    }

    private static int Take(ref ReadOnlySpan<char> text, string unit)
    {
        var at = text.IndexOf(unit, StringComparison.Ordinal);
        if (at < 1 || !TryParse(text[..at], out var number))
        {
            return 0;
        }

        text = text[(at + unit.Length)..];
        return number;
    }

    private static bool TryParse(ReadOnlySpan<char> text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number < 100_000;
}
