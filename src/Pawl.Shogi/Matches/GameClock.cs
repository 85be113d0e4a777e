using Pawl.Shogi.Board;
using Pawl.Shogi.Engines;

namespace Pawl.Shogi.Matches;

/// <summary>The two clocks of a game. Times are counted in whole milliseconds, cut off, as engines count theirs.</summary>
/// <param name="black">Black's time control.</param>
/// <param name="white">White's.</param>
internal sealed class GameClock(TimeControl black, TimeControl white)
{
    private readonly TimeControl[] _controls = [black, white];
    private readonly TimeSpan[] _remaining = [black.Base ?? TimeSpan.Zero, white.Base ?? TimeSpan.Zero];

    public TimeSpan Remaining(Color color) => _remaining[(int)color];

    /// <returns>What the engine that is to move is told.</returns>
    public ThinkingLimits Limits(Color color)
    {
        var control = _controls[(int)color];
        var hasClock = control.Base is not null;
        return new ThinkingLimits
        {
            BlackTime = hasClock ? _remaining[(int)Color.Black] : null,
            WhiteTime = hasClock ? _remaining[(int)Color.White] : null,
            Increment = control.Increment,
            Byoyomi = control.Byoyomi,
            MoveTime = control.MoveTime,
            Nodes = control.Nodes,
            Depth = control.Depth,
        };
    }

    /// <returns>The longest a move may take before it is lost on time, the margin included; null when no clock runs.</returns>
    public TimeSpan? Deadline(Color color)
    {
        var control = _controls[(int)color];
        return Allowed(color) is { } allowed ? allowed + control.Margin : null;
    }

    /// <summary>Takes the time of a move off the clock.</summary>
    /// <returns>False when the time is used up: the game is lost.</returns>
    public bool Spend(Color color, TimeSpan elapsed)
    {
        if (Deadline(color) is not { } deadline)
        {
            return true;
        }

        var used = Whole(elapsed);
        if (used > deadline)
        {
            _remaining[(int)color] = TimeSpan.Zero;
            return false;
        }

        var left = _remaining[(int)color] - used;
        _remaining[(int)color] = (left > TimeSpan.Zero ? left : TimeSpan.Zero) + _controls[(int)color].Increment;
        return true;
    }

    public static TimeSpan Whole(TimeSpan time) => TimeSpan.FromMilliseconds((long)time.TotalMilliseconds);

    private TimeSpan? Allowed(Color color)
    {
        var control = _controls[(int)color];
        if (control.MoveTime is { } time)
        {
            return time;
        }

        return control.Base is null ? null : _remaining[(int)color] + control.Byoyomi;
    }
}
