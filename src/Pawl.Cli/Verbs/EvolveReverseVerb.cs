using System.Text.Json.Nodes;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Evolutions;
using Pawl.Cli.Faults;
using Pawl.Evolutions.Reverse;
using Pawl.Llm.Desk;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl evolve reverse</c>: from evolutions back to features, and to a cache that has their answers.</summary>
internal static class EvolveReverseVerb
{
    public static Verb Create()
    {
        var options = new EvolveOptions();
        var verb = new Verb("reverse", "Turn evolutions back into features to map, and fill the cache with the answers they were made of")
        {
            Examples =
            [
                ("pawl evolve reverse --input evolutions.jsonl --output features.jsonl", "Then: pawl evolve map --input features.jsonl …"),
                (
                    "pawl evolve reverse evolve.yaml --input evolutions.jsonl --output features.jsonl",
                    "With the settings of a spec, which decide what a run would ask"
                ),
            ],
        };
        options.AddTo(verb);
        verb.Add(SharedOptions.Json);
        return verb.Does(
            (invocation, _) =>
            {
                var spec = options.Resolve(invocation);
                if (!spec.IsSet("output"))
                {
                    throw CliException.Usage("Expected a file to write the features to, got none.", "Name it: --output features.jsonl");
                }

                var folder = RunCalls.CacheFolder(invocation.Home, spec.TextOrNull("cache.folder"));
                var counts = ReverseFile.Run(spec, folder);
                if (invocation.Json)
                {
                    var json = new JsonObject
                    {
                        ["services"] = counts.Services,
                        ["answers"] = counts.Answers,
                        ["output"] = spec.Text("output"),
                    };
                    invocation.Terminal.Out.WriteLine(json.ToJsonString());
                }
                else
                {
                    invocation.Say(
                        $"{counts.Services} services without mappings in {spec.Text("output")}; {counts.Answers} answers in the cache at {folder}."
                    );
                }

                return Task.FromResult(ExitCode.Ok);
            }
        );
    }
}
