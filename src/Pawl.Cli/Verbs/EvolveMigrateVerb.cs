using System.CommandLine;
using System.Text.Json.Nodes;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Evolutions.Migrations;
using Pawl.Evolutions.Records;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl evolve migrate</c>: evolutions of an older schema to this one's.</summary>
internal static class EvolveMigrateVerb
{
    public static Verb Create()
    {
        var from = Required("--from", "VERSION", $"Schema of the input: {string.Join(", ", EvolutionMigration.From)}");
        var to = Required("--to", "VERSION", $"Schema to write: {ServiceMeta.CurrentVersion}");
        var input = Required("--input", "PATH", "Evolutions of the older schema, as JSON lines");
        var output = Required("--output", "PATH", "Where to write them; replaced when every line was good. May be the input");
        var verb = new Verb("migrate", "Bring evolutions of an older schema to this one's, in order and with their metadata")
        {
            Examples =
            [
                ("pawl evolve migrate --from 1.0 --to 1.1 --input old.jsonl --output new.jsonl", "Nothing is written if a line is bad"),
            ],
        };
        verb.Add(from);
        verb.Add(to);
        verb.Add(input);
        verb.Add(output);
        verb.Add(SharedOptions.Json);
        return verb.Does(
            (invocation, _) =>
            {
                Require(
                    EvolutionMigration.From.Contains(invocation.Value(from)),
                    from,
                    string.Join(" or ", EvolutionMigration.From),
                    invocation.Value(from)
                );
                Require(invocation.Value(to) == ServiceMeta.CurrentVersion, to, ServiceMeta.CurrentVersion, invocation.Value(to));
                var counts = Migrate(invocation.Value(input), invocation.Value(output));
                if (invocation.Json)
                {
                    var json = new JsonObject
                    {
                        ["lines"] = counts.Lines,
                        ["migrated"] = counts.Migrated,
                        ["rebuilt_contributions"] = counts.RebuiltContributions,
                        ["rebuilt_groups"] = counts.RebuiltGroups,
                    };
                    invocation.Terminal.Out.WriteLine(json.ToJsonString());
                }
                else
                {
                    invocation.Say(
                        $"{counts.Lines} lines in {invocation.Value(output)}: {counts.Migrated} migrated, {counts.Lines - counts.Migrated} were of "
                            + $"{ServiceMeta.CurrentVersion} already."
                    );
                }

                return Task.FromResult(ExitCode.Ok);
            }
        );
    }

    private static MigrationCounts Migrate(string input, string output)
    {
        try
        {
            return EvolutionMigration.Migrate(input, output);
        }
        catch (MigrationException fault)
        {
            throw new CliException(ExitCode.Failed, fault.Message, inner: fault);
        }
    }

    private static void Require(bool isRight, Option<string> option, string expected, string actual)
    {
        if (!isRight)
        {
            throw CliException.Usage($"{option.Name}: expected {expected}, got '{actual}'.");
        }
    }

    private static Option<string> Required(string name, string helpName, string description) =>
        new(name)
        {
            Description = description,
            HelpName = helpName,
            Required = true,
        };
}
