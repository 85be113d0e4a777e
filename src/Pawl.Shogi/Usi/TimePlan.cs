using System.Runtime.InteropServices;
using Pawl.Shogi.Board;

namespace Pawl.Shogi.Usi;

/// <summary>How long to think about a move. The shares are set by hand.</summary>
/// <param name="Soft">When to begin no further iteration.</param>
/// <param name="Hard">When to answer at once.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TimePlan(TimeSpan Soft, TimeSpan Hard)
{
    /// <summary>Moves the base time is spread over.</summary>
    private const int MovesToCome = 40;
    private const int LeastMilliseconds = 2;

    /// <param name="reserve">Milliseconds kept back of every move for what lies between here and the clock.</param>
    /// <returns>Null when the command sets no time.</returns>
    public static TimePlan? For(GoCommand command, Color side, int reserve)
    {
        if (command.MoveTime is { } moveTime)
        {
            return Of(moveTime, moveTime, moveTime, reserve);
        }

        if (!command.HasClock)
        {
            return null;
        }

        var time = command.TimeOf(side);
        var increment = command.IncrementOf(side);
        var all = time + command.Byoyomi;
        // an increment is credited after the move: it can be spent only where it is already on the clock
        var share = Math.Min((time / MovesToCome) + (increment * 4 / 5), Math.Max(time - (2L * reserve), 0)) + command.Byoyomi;
        var most = Math.Min((time / 6) + increment + command.Byoyomi, all);
        // the last byoyomi is lost if not used; of a base time something may be kept
        var soft = time > command.Byoyomi ? share * 3 / 5 : share * 9 / 10;
        return Of(soft, Math.Max(Math.Min(most, share * 4), Math.Min(share, all)), all, reserve);
    }

    /// <param name="all">Milliseconds on the clock.</param>
    private static TimePlan Of(long soft, long hard, long all, int reserve)
    {
        // very short times leave no room for the whole reserve
        var latest = Math.Max(all - Math.Min(reserve, Math.Max(all / 2, 1)), LeastMilliseconds);
        var end = Math.Clamp(hard, LeastMilliseconds, latest);
        return new TimePlan(TimeSpan.FromMilliseconds(Math.Min(soft, end)), TimeSpan.FromMilliseconds(end));
    }
}
