using Pawl.Cli.CommandLine;
using Pawl.Cli.Foreground;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl retry RUN</c>: starts a new run of the same spec.</summary>
internal static class RetryVerb
{
    public static Verb Create()
    {
        var run = SharedOptions.Run();
        var detach = RunDelivery.Detach();
        var verb = new Verb("retry", "Start a new run with the resolved spec of an old one, from the beginning")
        {
            Examples = [("pawl retry last", "The newest run's spec again"), ("pawl retry 01JD --detach", "Queue it for a worker")],
        };
        verb.Add(run);
        verb.Add(detach);
        verb.Add(SharedOptions.Threads);
        verb.Add(SharedOptions.Json);
        verb.Add(SharedOptions.JsonLogs);
        return verb.Does(
            (invocation, _) =>
                RunDelivery.DeliverAsync(
                    invocation,
                    invocation.Store.Retry(invocation.Named(run).Id, invocation.Actor),
                    invocation.Value(detach)
                )
        );
    }
}
