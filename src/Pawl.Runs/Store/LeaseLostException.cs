using Pawl.Runs.Model;

namespace Pawl.Runs.Store;

/// <summary>A write under a lease that no longer holds: the attempt ended or another worker has it. Nothing was changed.</summary>
public sealed class LeaseLostException(Lease lease, string actual)
    : Exception(
        $"Run {lease.RunId}: expected attempt {lease.Attempt} running under worker '{lease.WorkerId}', found {actual}. "
            + "Nothing was written; stop this attempt's host."
    )
{
    public Lease Lease { get; } = lease;
}
