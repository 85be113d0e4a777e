namespace Pawl.Benchmarks.Reporting.Goals;

/// <summary>Whether a goal was met.</summary>
/// <param name="Reached">What was measured, such as <c>3.12 ×</c>.</param>
/// <param name="IsMet">Null: a number was missing.</param>
/// <param name="Text"><c>met</c>, <c>missed by 12 %</c> or <c>not measured</c>.</param>
public sealed record Verdict(string Reached, bool? IsMet, string Text)
{
    public static Verdict Missing { get; } = new("—", null, "not measured");

    /// <param name="wanted">At least this.</param>
    public static Verdict AtLeast(double reached, double wanted, string reachedText) =>
        reached >= wanted ? new(reachedText, true, "met") : new(reachedText, false, $"missed by {Percent(1 - reached / wanted)}");

    /// <param name="limit">Below this.</param>
    public static Verdict Below(double reached, double limit, string reachedText) =>
        reached < limit ? new(reachedText, true, "met") : new(reachedText, false, $"missed by {Percent(reached / limit - 1)}");

    // A miss too small for whole percent must not read as none.
    private static string Percent(double share) => share < 0.1 ? $"{100 * share:0.0} %" : $"{100 * share:0} %";
}
