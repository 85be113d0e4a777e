using Pawl.Cli.CommandLine;
using Pawl.Cli.Foreground;
using Pawl.Runs.Model;
using Pawl.Text;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl text loop</c>: prepare, train and sample in one go.</summary>
internal static class TextLoopVerb
{
    public static Verb Create()
    {
        var file = TextSpecs.Argument();
        var spec = new SpecOptions();
        var sampling = new SamplingOptions();
        var verb = new Verb("loop", "Prepare (when not up to date), train, then let the model write")
        {
            Examples =
            [
                ("pawl text loop train.yaml --prompt \"Once\"", "From a corpus to its first words"),
                ("pawl text loop --profile fast_local", "The defaults, small and quick"),
            ],
        };
        verb.Add(file);
        spec.AddTo(verb);
        sampling.AddTo(verb);
        verb.Add(SharedOptions.Json);
        return verb.Does(
            async (invocation, cancellation) =>
            {
                var submission = spec.Submit(invocation, TextSpecs.Source(invocation.Value(file)));
                TextPreparation.Prepare(
                    submission.Resolve(Workloads.Catalog, invocation.Home).Spec,
                    DataRoot.Ensure(invocation.Home),
                    invocation.Say
                );
                cancellation.ThrowIfCancellationRequested();
                var run = await ForegroundRun.RunAsync(
                    invocation,
                    submission.Create(Workloads.Catalog, invocation.Home, invocation.Store, invocation.Actor)
                );
                RunDelivery.SayEnd(invocation, run);
                if (run.State == RunState.Succeeded)
                {
                    SampleWriting.Write(invocation, run, sampling, "best", cancellation);
                }

                return ForegroundRun.ExitCodeOf(run);
            }
        );
    }
}
