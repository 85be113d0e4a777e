namespace Pawl.Evolutions.Store;

/// <summary>Services of a run by state.</summary>
public sealed record ServiceCounts(long Pending, long Working, long Done, long Failed)
{
    public long All => Pending + Working + Done + Failed;
}
