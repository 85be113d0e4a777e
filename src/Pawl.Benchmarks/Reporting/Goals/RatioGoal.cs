namespace Pawl.Benchmarks.Reporting.Goals;

/// <summary>So many times as fast as a peer: its best configuration over ours, whatever threads they use.</summary>
/// <param name="IsPerThreads">Each configuration of ours against the peer's with as many threads instead; the least ratio counts.</param>
public sealed record RatioGoal(string Peer, double Factor, bool IsPerThreads = false) : Goal
{
    public override string Text => $"{Factor:0.0#} × {Peer}{(IsPerThreads ? ", each with as many threads" : "")}";

    public override Verdict Judge(WorkResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var ratio = IsPerThreads ? LeastAtEqualThreads(result) : result.Best(Peer)?.MedianMs / result.Best(Configuration.Own)?.MedianMs;
        return ratio is { } reached ? Verdict.AtLeast(reached, Factor, $"{reached:0.00} ×") : Verdict.Missing;
    }

    private double? LeastAtEqualThreads(WorkResult result)
    {
        var ratios = result
            .Figures.Where(own => own.Configuration.IsOwn)
            .Select(own => result.Of(Peer, own.Configuration.Threads)?.MedianMs / own.MedianMs)
            .ToList();
        return ratios.Count > 0 && ratios.All(ratio => ratio is not null) ? ratios.Min() : null;
    }
}
