using System.Text;
using Pawl.Shogi.Records.Text;

namespace Pawl.Shogi.Records.Kif;

/// <summary>The time behind a move, as <c>( 0:16/00:00:16)</c>: of the move in minutes and seconds, of the player's game in hours, minutes, seconds.</summary>
internal static class KifTimes
{
    /// <param name="text">What stands between the brackets.</param>
    public static bool TryParse(ReadOnlySpan<char> text, out TimeSpan used, out TimeSpan? total)
    {
        total = null;
        var slash = text.IndexOfAny('/', '／');
        if (slash < 0)
        {
            return TryParseClock(text, out used);
        }

        if (!TryParseClock(text[..slash], out used))
        {
            return false;
        }

        var rest = text[(slash + 1)..].Trim();
        if (rest.IsEmpty)
        {
            return true;
        }

        var ok = TryParseClock(rest, out var stated);
        total = stated;
        return ok;
    }

    /// <summary>Appends both times, whole seconds each.</summary>
    public static void Write(StringBuilder text, TimeSpan used, TimeSpan total)
    {
        var (usedSeconds, totalSeconds) = ((long)used.TotalSeconds, (long)total.TotalSeconds);
        text.Append(
            $"({usedSeconds / 60, 2}:{usedSeconds % 60:00}/{totalSeconds / 3600:00}:{totalSeconds / 60 % 60:00}:{totalSeconds % 60:00})"
        );
    }

    /// <summary>Reads <c>16</c>, <c>0:16</c> or <c>1:00:16</c>.</summary>
    private static bool TryParseClock(ReadOnlySpan<char> text, out TimeSpan time)
    {
        var seconds = 0L;
        time = default;
        for (var part = 0; part < 3; part++)
        {
            text = text.TrimStart();
            var number = Characters.TakeNumber(ref text);
            if (number < 0)
            {
                return false;
            }

            seconds = (seconds * 60) + number;
            text = text.TrimStart();
            if (text.IsEmpty)
            {
                time = TimeSpan.FromSeconds(seconds);
                return seconds < 1000 * 3600;
            }

            if (text[0] is not (':' or '：'))
            {
                return false;
            }

            text = text[1..];
        }

        return false;
    }
}
