namespace Pawl.Learning.Schedules;

/// <summary>Linear warm-up, <c>rate·(step+1)/(warmup+1)</c>, then the same rate for ever.</summary>
public sealed class ConstantSchedule : ILearningRateSchedule
{
    private readonly double _rate;
    private readonly long _warmup;

    /// <param name="rate">At least 0.</param>
    /// <param name="warmupSteps">At least 0; 0 starts at the rate.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public ConstantSchedule(double rate, long warmupSteps = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rate);
        ArgumentOutOfRangeException.ThrowIfNegative(warmupSteps);
        (_rate, _warmup) = (rate, warmupSteps);
    }

    public double At(long step) => step < _warmup ? _rate * (step + 1) / (_warmup + 1) : _rate;
}
