using System.Diagnostics;
using Pawl.Runs.Model;

namespace Pawl.Runs.Workers;

/// <summary>One activity for each attempt a worker carries, for traces. Costs nothing while nobody listens.</summary>
public static class AttemptTrace
{
    public const string SourceName = "Pawl.Runs";

    private static readonly ActivitySource Source = new(SourceName);

    internal static Activity? Start(ClaimedAttempt claim)
    {
        var activity = Source.StartActivity("attempt");
        activity?.SetTag("pawl.run", claim.Run.Id);
        activity?.SetTag("pawl.workload", claim.Run.Workload);
        activity?.SetTag("pawl.attempt", claim.Attempt.Number);
        activity?.SetTag("pawl.worker", claim.Lease.WorkerId);
        return activity;
    }
}
