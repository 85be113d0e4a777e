using Pawl.Cli.CommandLine;
using Pawl.Cli.Evolutions;
using Pawl.Evolutions.Engine;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl evolve preflight</c>: whether a run could begin, without beginning it.</summary>
internal static class EvolvePreflightVerb
{
    public static Verb Create()
    {
        var options = new EvolveOptions();
        var verb = new Verb(
            "preflight",
            "Check that a run could begin: settings, reference data, input, output, key, prices; asks no model"
        )
        {
            Examples =
            [
                ("pawl evolve preflight evolve.yaml", "Before the first call costs money"),
                ("pawl evolve preflight --input services.jsonl --profile offline", "With flags, as for run"),
            ],
        };
        options.AddTo(verb);
        verb.Add(SharedOptions.Json);
        return verb.Does(
            (invocation, _) => Task.FromResult(ReportWriting.Write(invocation, RunPreflight.Look(options.Resolve(invocation))))
        );
    }
}
