using System.CommandLine;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Evolutions;
using Pawl.Cli.Faults;
using Pawl.Evolutions.Validation;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl evolve validate</c>: looks through files, and asks no model.</summary>
internal static class EvolveValidateVerb
{
    public static Verb Create()
    {
        var input = Path("--input", "Services, as JSON lines");
        var evolutions = Path("--evolutions", "Evolutions, as JSON lines: schema, ids, labels, facets, and that both views agree");
        var reference = Path("--reference", "Folder of reference data; without it those that come with Pawl");
        var verb = new Verb("validate", "Check services, evolutions and reference data; asks no model and writes nothing")
        {
            Examples =
            [
                ("pawl evolve validate --input services.jsonl --reference reference", "Every problem at once, with its place"),
                ("pawl evolve validate --evolutions evolutions.jsonl --json", "A file of results, for a script"),
            ],
        };
        verb.Add(input);
        verb.Add(evolutions);
        verb.Add(reference);
        verb.Add(SharedOptions.Json);
        return verb.Does(
            (invocation, _) =>
            {
                var (services, lines, folder) = (invocation.Value(input), invocation.Value(evolutions), invocation.Value(reference));
                return services is null && lines is null && folder is null
                    ? throw CliException.Usage(
                        "Expected one of --input, --evolutions or --reference, got none.",
                        "See: pawl evolve validate --help"
                    )
                    : Task.FromResult(ReportWriting.Write(invocation, Validate.Files(folder, services, lines)));
            }
        );
    }

    private static Option<string?> Path(string name, string description) => new(name) { Description = description, HelpName = "PATH" };
}
