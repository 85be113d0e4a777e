using Pawl.Cli.CommandLine;
using Pawl.Cli.Foreground;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl text train</c>: a run of workload <c>text</c>.</summary>
internal static class TextTrainVerb
{
    public static Verb Create()
    {
        var file = TextSpecs.Argument();
        var options = new SpecOptions();
        var detach = RunDelivery.Detach();
        var verb = new Verb("train", "Train a small GPT as a durable run and show it until it ends")
        {
            Examples =
            [
                ("pawl text train train.yaml", "Prepare if need be, train, leave weights, a plot and samples"),
                ("pawl text train --profile fast_local", "The defaults, small and quick"),
            ],
        };
        verb.Add(file);
        options.AddTo(verb);
        verb.Add(detach);
        verb.Add(SharedOptions.Threads);
        verb.Add(SharedOptions.Json);
        verb.Add(SharedOptions.JsonLogs);
        return verb.Does(
            (invocation, _) =>
            {
                var run = options
                    .Submit(invocation, TextSpecs.Source(invocation.Value(file)))
                    .Create(Workloads.Catalog, invocation.Home, invocation.Store, invocation.Actor);
                return RunDelivery.DeliverAsync(invocation, run, invocation.Value(detach));
            }
        );
    }
}
