using System.Globalization;

namespace Pawl.Text.Training;

/// <summary>Training speed and the time that is left. Evaluations and checkpoints do not count into the speed, but into the time left.</summary>
internal sealed class SpeedMeter(TimeProvider time, long tokensPerStep)
{
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(250);

    private readonly long _started = time.GetTimestamp();
    private long _stepStarted;
    private long _shown;
    private TimeSpan _trained;
    private TimeSpan _trainedAtReport;
    private long _steps;
    private long _stepsAtReport;

    /// <summary>Tokens a second over all steps of this attempt; null before the first.</summary>
    public double? Overall => _trained > TimeSpan.Zero ? _steps * tokensPerStep / _trained.TotalSeconds : null;

    public void BeginStep() => _stepStarted = time.GetTimestamp();

    public void EndStep()
    {
        _trained += time.GetElapsedTime(_stepStarted);
        _steps++;
    }

    /// <summary>Tokens a second since the last report; null when no time passed.</summary>
    public double? Report()
    {
        var (elapsed, steps) = (_trained - _trainedAtReport, _steps - _stepsAtReport);
        (_trainedAtReport, _stepsAtReport) = (_trained, _steps);
        return elapsed > TimeSpan.Zero ? steps * tokensPerStep / elapsed.TotalSeconds : null;
    }

    /// <summary>True when enough time passed to show progress again, so that fast steps do not flood the worker.</summary>
    public bool IsProgressDue()
    {
        var now = time.GetTimestamp();
        if (_shown != 0 && time.GetElapsedTime(_shown, now) < ProgressInterval)
        {
            return false;
        }

        _shown = now;
        return true;
    }

    // Sample: step 120/2000 | loss 2.314 | 18.2k tokens/s | 1m 12s left
    public string Message(long step, long steps, double? loss)
    {
        var parts = new List<string> { $"step {step}/{steps}" };
        if (loss is { } value)
        {
            parts.Add(value.ToString("'loss '0.000", CultureInfo.InvariantCulture));
        }

        if (Overall is { } speed)
        {
            parts.Add(speed < 1000 ? $"{speed:0} tokens/s" : $"{speed / 1000:0.0}k tokens/s");
            parts.Add($"{Text(time.GetElapsedTime(_started) / _steps * (steps - step))} left");
        }

        return string.Join(" | ", parts);
    }

    private static string Text(TimeSpan left) =>
        left.TotalHours >= 1 ? $"{(int)left.TotalHours}h {left.Minutes:00}m"
        : left.TotalMinutes >= 1 ? $"{left.Minutes}m {left.Seconds:00}s"
        : $"{left.Seconds}s";
}
