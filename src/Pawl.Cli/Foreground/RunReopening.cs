using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Runs.Model;

namespace Pawl.Cli.Foreground;

/// <summary>Queues a run that has stopped for another attempt.</summary>
internal static class RunReopening
{
    /// <exception cref="CliException">It is running, or has nothing left to do.</exception>
    public static RunRecord Reopen(Invocation invocation, string id)
    {
        var store = invocation.Store;
        invocation.Commands.RecoverAbandoned();
        var run = store.Get(id);
        return run.State switch
        {
            RunState.Queued or RunState.Retrying => run,
            RunState.Running => throw CliException.Refused(
                $"Run {id} is running already, under worker {store.Attempts(id)[^1].WorkerId}.",
                $"Follow it with: pawl runs logs -f {id}"
            ),
            RunState.Succeeded => throw CliException.Refused(
                $"Run {id} has succeeded: there is nothing left to resume.",
                $"Start the same again as a new run with: pawl retry {id}"
            ),
            _ => invocation.Commands.Resume(id, invocation.Actor),
        };
    }
}
