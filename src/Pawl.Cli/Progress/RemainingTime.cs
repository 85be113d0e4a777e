namespace Pawl.Cli.Progress;

/// <summary>
/// Estimates the time left from the pace of this attempt alone: a resumed run starts at a high fraction that it did not earn in this
/// process, so the pace counts from the first fraction seen.
/// </summary>
internal sealed class RemainingTime
{
    private const double LeastFraction = 0.002;
    private static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(1.5);
    private int _attempt;
    private double _firstFraction;
    private DateTimeOffset _firstTime;

    /// <summary>Null until there is enough pace to tell.</summary>
    public TimeSpan? Estimate { get; private set; }

    public void Observe(int attempt, double fraction, DateTimeOffset now)
    {
        if (attempt != _attempt || fraction < _firstFraction)
        {
            (_attempt, _firstFraction, _firstTime, Estimate) = (attempt, fraction, now, null);
            return;
        }

        var gained = fraction - _firstFraction;
        var elapsed = now - _firstTime;
        Estimate = gained < LeastFraction || elapsed < LeastTime ? null : elapsed * ((1 - fraction) / gained);
    }
}
