namespace Pawl.Runs.Hosting.Protocol;

/// <summary>Why a worker asks its host to stop: the words of the <c>cancel</c> frame and of <c>IRunContext.StopReason</c>.</summary>
internal static class StopReasons
{
    public const string Cancelled = "cancelled";
    public const string TimedOut = "timed_out";

    /// <summary>The worker itself stops; the attempt is interrupted and the run goes on with the next worker.</summary>
    public const string Shutdown = "shutdown";

    private static readonly string[] Words = [Cancelled, TimedOut, Shutdown];

    public static ReadOnlySpan<string> All => Words;
}
