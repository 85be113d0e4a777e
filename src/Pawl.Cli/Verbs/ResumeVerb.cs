using Pawl.Cli.CommandLine;
using Pawl.Cli.Foreground;

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
        verb.Add(SharedOptions.JsonLogs);
        return verb.Does(
            async (invocation, _) =>
            {
                var reopened = RunReopening.Reopen(invocation, invocation.Named(run).Id);
                return await RunDelivery.DeliverAsync(invocation, reopened, invocation.Value(detach));
            }
        );
    }
}
