using Pawl.Cli.CommandLine;
using Pawl.Cli.Evolutions;
using Pawl.Evolutions;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl evolve run</c>: services in, an evolution a line out, as a durable run.</summary>
internal static class EvolveRunVerb
{
    public static Verb Create()
    {
        var verb = new Verb("run", "Evolve the services of a file, as a durable run shown until it ends")
        {
            Examples =
            [
                ("pawl evolve run evolve.yaml", "As the spec says"),
                ("pawl evolve run --input services.jsonl --output evolutions.jsonl --profile offline", "Try it: no model, no key, no cost"),
                ("pawl evolve run evolve.yaml --max-services 3 --budget-hard 0.50", "Every key of 'pawl spec evolve' is a flag"),
                ("pawl evolve run evolve.yaml --resume", "Go on with the unfinished run of the same output, if nothing has changed"),
            ],
        };
        return EvolveDelivery.Complete(verb, EvolveSchema.Evolve);
    }
}
