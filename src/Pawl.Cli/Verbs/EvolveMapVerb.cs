using Pawl.Cli.CommandLine;
using Pawl.Cli.Evolutions;
using Pawl.Evolutions;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl evolve map</c>: features that exist, mapped anew.</summary>
internal static class EvolveMapVerb
{
    public static Verb Create()
    {
        var verb = new Verb("map", "Map the features of evolutions, or of {service, features} records, to the catalogues anew")
        {
            Examples =
            [
                ("pawl evolve map --input features.jsonl --output mapped.jsonl", "Existing mappings are replaced"),
                ("pawl evolve map --input evolutions.jsonl --output mapped.jsonl --mapping-sets applications", "One catalogue only"),
            ],
        };
        return EvolveDelivery.Complete(verb, EvolveSchema.Map);
    }
}
