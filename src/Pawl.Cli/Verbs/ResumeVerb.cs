using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Foreground;
using Pawl.Runs.Model;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl resume RUN</c>: goes on with a run that was stopped, failed or cut off.</summary>
internal static class ResumeVerb
{
    public static Verb Create()
    {
        var run = SharedOptions.Run();
        var detach = RunDelivery.Detach();
        var verb = new Verb("resume", "Go on with a stopped, failed or cut-off run from its last checkpoint")
        {
            Examples =
            [
                ("pawl resume last", "Go on with the newest run, in the foreground"),
                ("pawl resume 01JD --detach", "Queue it for a worker"),
            ],
        };
        verb.Add(run);
        verb.Add(detach);
        verb.Add(SharedOptions.Threads);
        verb.Add(SharedOptions.Json);
        return verb.Does(
            async (invocation, _) =>
            {
                var reopened = Reopen(invocation, invocation.Named(run).Id);
                return await RunDelivery.DeliverAsync(invocation, reopened, invocation.Value(detach));
            }
        );
    }

    private static RunRecord Reopen(Invocation invocation, string id)
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
