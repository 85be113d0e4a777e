namespace Pawl.Benchmarks.Reporting.Goals;

/// <summary>Less resident memory than a peer: our configuration that took most against the peer's that took least.</summary>
public sealed record MemoryGoal(string Peer) : Goal
{
    public override string Text => $"peak memory below {Peer}'s";

    public override Verdict Judge(WorkResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var own = result.Figures.Where(figure => figure.Configuration.IsOwn).Max(figure => figure.PeakRssMb);
        var peer = result.Figures.Where(figure => figure.Configuration.Program == Peer).Min(figure => figure.PeakRssMb);
        return own is { } reached && peer is { } limit ? Verdict.Below(reached, limit, $"{reached:0} of {limit:0} MiB") : Verdict.Missing;
    }
}
