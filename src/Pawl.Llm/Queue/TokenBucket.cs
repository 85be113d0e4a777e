namespace Pawl.Llm.Queue;

/// <summary>
/// Spreads an amount per minute evenly: it fills steadily, holds at most three seconds' worth, and may go below zero. Over any minute no more
/// than 5 % above the limit is let through, but for what was taken to be less than it was. Not safe for several threads.
/// </summary>
/// <param name="perMinute">0 for no limit.</param>
internal sealed class TokenBucket(long perMinute, TimeProvider time)
{
    private const double LongestBurstSeconds = 3;

    private readonly double _perSecond = perMinute / 60.0;

    // A limit of a few calls a minute still lets single ones through.
    private readonly double _capacity = Math.Max(1, perMinute / 60.0 * LongestBurstSeconds);
    private double _level = Math.Max(1, perMinute / 60.0 * LongestBurstSeconds);
    private long _filledAt = time.GetTimestamp();

    /// <returns>How long until so much may be taken; zero for now. What is more than the bucket holds needs it full.</returns>
    public TimeSpan WaitFor(double amount)
    {
        if (perMinute == 0)
        {
            return TimeSpan.Zero;
        }

        var now = time.GetTimestamp();
        _level = Math.Min(_capacity, _level + (time.GetElapsedTime(_filledAt, now).TotalSeconds * _perSecond));
        _filledAt = now;
        var missing = Math.Min(amount, _capacity) - _level;
        // A rounded sum is not waited for.
        return missing <= 1e-9 ? TimeSpan.Zero : TimeSpan.FromSeconds(missing / _perSecond);
    }

    /// <param name="amount">Negative gives back.</param>
    public void Take(double amount) => _level = Math.Min(_capacity, _level - amount);
}
