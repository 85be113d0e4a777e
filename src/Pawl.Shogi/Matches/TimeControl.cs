using System.Globalization;
using System.Text;

namespace Pawl.Shogi.Matches;

/// <summary>How long a player may think: a clock, a time for each move, or nodes or a depth alone; these last two may join any of the others.</summary>
public sealed record TimeControl
{
    /// <value>100 ms: what starting threads and pipes of a busy machine may cost, well above what they do cost on a quiet one (below 2 ms).</value>
    public static readonly TimeSpan DefaultMargin = TimeSpan.FromMilliseconds(100);

    /// <value>What the clock shows at the start; null without a clock.</value>
    public TimeSpan? Base { get; init; }

    /// <value>Added after each move.</value>
    public TimeSpan Increment { get; init; }

    /// <value>For each move once the clock shows zero.</value>
    public TimeSpan Byoyomi { get; init; }

    public TimeSpan? MoveTime { get; init; }

    public long? Nodes { get; init; }

    public int? Depth { get; init; }

    /// <value>How much later than allowed an answer may come without losing on time.</value>
    public TimeSpan Margin { get; init; } = DefaultMargin;

    /// <param name="text">A time, or a time and an increment: <c>60</c>, <c>60+0.5</c>, <c>5:00+3</c>; seconds, or minutes and seconds.</param>
    public static bool TryParseClock(string text, out TimeSpan @base, out TimeSpan increment)
    {
        ArgumentNullException.ThrowIfNull(text);
        (@base, increment) = (default, default);
        var parts = text.Split('+');
        return parts.Length is 1 or 2 && TryParseTime(parts[0], out @base) && (parts.Length == 1 || TryParseTime(parts[1], out increment));
    }

    /// <param name="text">Seconds, or minutes and seconds: <c>0.25</c>, <c>90</c>, <c>1:30</c>. At most a day.</param>
    public static bool TryParseTime(string text, out TimeSpan time)
    {
        ArgumentNullException.ThrowIfNull(text);
        time = default;
        var parts = text.Split(':');
        var minutes = 0;
        if (
            parts.Length > 2
            || (parts.Length == 2 && !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out minutes))
            || !double.TryParse(parts[^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            || !((minutes * 60.0) + seconds <= TimeSpan.SecondsPerDay)
        )
        {
            return false;
        }

        time = TimeSpan.FromMilliseconds(Math.Round(((minutes * 60.0) + seconds) * 1000));
        return true;
    }

    /// <returns>Such as <c>60 s + 0.5 s</c>, <c>1 s a move</c>, <c>10000 nodes</c>.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        if (Base is { } clock)
        {
            text.Append($"{clock.TotalSeconds:0.###} s");
            text.Append(Increment > TimeSpan.Zero ? $" + {Increment.TotalSeconds:0.###} s" : "");
            text.Append(Byoyomi > TimeSpan.Zero ? $", byoyomi {Byoyomi.TotalSeconds:0.###} s" : "");
        }

        Join(MoveTime is { } time ? $"{time.TotalSeconds:0.###} s a move" : null);
        Join(Nodes is { } nodes ? $"{nodes} nodes" : null);
        Join(Depth is { } depth ? $"depth {depth}" : null);
        return text.ToString();

        void Join(string? part) => text.Append(part is not null && text.Length > 0 ? ", " : "").Append(part);
    }
}
