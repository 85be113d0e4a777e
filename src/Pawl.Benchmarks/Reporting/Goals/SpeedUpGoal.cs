namespace Pawl.Benchmarks.Reporting.Goals;

/// <summary>All threads of ours over one.</summary>
public sealed record SpeedUpGoal(double Factor) : Goal
{
    public override string Text => $"all threads {Factor:0.0#} × one";

    public override Verdict Judge(WorkResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var all = result.Figures.Where(figure => figure.Configuration is { IsOwn: true, Threads: > 1 }).ToList();
        return all.Count > 0 && result.Of(Configuration.Own, 1)?.MedianMs / all[0].MedianMs is { } reached
            ? Verdict.AtLeast(reached, Factor, $"{reached:0.00} ×")
            : Verdict.Missing;
    }
}
