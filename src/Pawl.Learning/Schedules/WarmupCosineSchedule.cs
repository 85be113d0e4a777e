namespace Pawl.Learning.Schedules;

/// <summary>
/// Linear warm-up to the maximum, half a cosine down to the minimum, then the minimum:
/// <c>maximum·(step+1)/(warmup+1)</c> below the warm-up, <c>minimum + ½(1+cos πr)(maximum−minimum)</c> with
/// <c>r = (step−warmup)/(decay−warmup)</c> up to the decay step.
/// </summary>
/// <remarks>As nanoGPT's <c>get_lr</c>; cosine decay from Loshchilov and Hutter, "SGDR", 2017, equation 5 without restarts.</remarks>
public sealed class WarmupCosineSchedule : ILearningRateSchedule
{
    private readonly double _maximum;
    private readonly double _minimum;
    private readonly long _warmup;
    private readonly long _decay;

    /// <param name="maximum">Rate at the end of the warm-up; finite, at least <paramref name="minimum"/>.</param>
    /// <param name="minimum">Rate from the decay step on; at least 0.</param>
    /// <param name="warmupSteps">0 to <paramref name="decaySteps"/>; 0 starts at the maximum.</param>
    /// <param name="decaySteps">The step at which the minimum is reached, counted from the very first one.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public WarmupCosineSchedule(double maximum, double minimum, long warmupSteps, long decaySteps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(minimum);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximum, minimum);
        ArgumentOutOfRangeException.ThrowIfNegative(warmupSteps);
        ArgumentOutOfRangeException.ThrowIfLessThan(decaySteps, warmupSteps);
        (_maximum, _minimum, _warmup, _decay) = (maximum, minimum, warmupSteps, decaySteps);
    }

    public double At(long step)
    {
        if (step < _warmup)
        {
            return _maximum * (step + 1) / (_warmup + 1);
        }

        if (step >= _decay)
        {
            return _minimum;
        }

        var ratio = (double)(step - _warmup) / (_decay - _warmup);
        return _minimum + 0.5 * (1 + Math.Cos(Math.PI * ratio)) * (_maximum - _minimum);
    }
}
