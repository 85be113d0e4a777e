namespace Pawl.Benchmarks.Reporting.Goals;

/// <summary>A share of what one core gives at most, by one thread of ours.</summary>
public sealed record PeakGoal(double Percent) : Goal
{
    public override string Text => $"one thread at {Percent:0} % of the measured peak";

    public override Verdict Judge(WorkResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Of(Configuration.Own, 1)?.PeakPercent is { } reached
            ? Verdict.AtLeast(reached, Percent, $"{reached:0.0} %")
            : Verdict.Missing;
    }
}
