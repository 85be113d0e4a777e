using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Progress;
using Pawl.Runs.Model;
using Pawl.Runs.Workers;

namespace Pawl.Cli.Foreground;

/// <summary>
/// Carries one queued run to its end in front of a person: a worker in this process does it, unless another one was quicker, and a view
/// shows it. The first Ctrl-C asks the run to checkpoint and end <c>cancelled</c>; the second kills its processes now.
/// </summary>
internal static class ForegroundRun
{
    /// <returns>The run as it stands in the end; not ended only after a second Ctrl-C.</returns>
    public static async Task<RunRecord> RunAsync(Invocation invocation, RunRecord run)
    {
        var interrupts = invocation.Interrupts;
        interrupts.HoldsProcesses = true;
        var worker = new Worker(
            invocation.Store,
            invocation.Home,
            Workloads.Hosts(),
            Options(invocation, concurrency: 1),
            SilentObserver.Instance,
            invocation.Time
        );
        var follower = new RunFollower(invocation.Store, invocation.FolderOf(run), invocation.Time);

        // What earlier attempts wrote was seen when they ran.
        var fromNow = run.Attempts > 1;
        var work = worker.RunOneAsync(run.Id, interrupts.Soon, interrupts.Now, invocation.Actor);
        await View(invocation).ShowAsync(follower.FollowAsync(run.Id, fromNow, work));
        return await work;
    }

    /// <summary>A worker's options, with the threads that the command line grants.</summary>
    public static WorkerOptions Options(Invocation invocation, int concurrency)
    {
        var options = new WorkerOptions { Concurrency = concurrency };
        return invocation.Value(SharedOptions.Threads) is { } threads ? options with { Threads = threads } : options;
    }

    public static int ExitCodeOf(RunRecord run) =>
        run.State switch
        {
            RunState.Failed when run.Failure?.Kind == AttemptFailure.Configuration => ExitCode.Usage,
            RunState.Failed when run.Failure?.Kind == AttemptFailure.ResumeRefused => ExitCode.Refused,
            RunState.Succeeded => ExitCode.Ok,
            RunState.Failed or RunState.TimedOut or RunState.Interrupted => ExitCode.Failed,
            // Cancelled; or, after a second Ctrl-C, cut off with its next attempt queued.
            _ => ExitCode.Interrupted,
        };

    private static IProgressView View(Invocation invocation) =>
        invocation.Value(SharedOptions.JsonLogs) ? new JsonProgressView(invocation.Terminal.Talk, invocation.Time)
        : invocation.Terminal.IsLive ? new LiveProgressView(invocation.Terminal.Talk)
        : new PlainProgressView(invocation.Terminal.Talk, invocation.Time);
}
