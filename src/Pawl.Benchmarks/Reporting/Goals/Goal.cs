namespace Pawl.Benchmarks.Reporting.Goals;

/// <summary>What is wanted of a work, judged on medians.</summary>
public abstract record Goal
{
    /// <summary>One line, such as <c>2.5 × PyTorch</c>.</summary>
    public abstract string Text { get; }

    /// <summary>Holds the goal against what was measured; what was not measured is never guessed.</summary>
    public abstract Verdict Judge(WorkResult result);
}
