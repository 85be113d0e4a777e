using System.CommandLine;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Evolutions.Reference;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl evolve init FOLDER</c>: the reference data that come with Pawl, to be edited.</summary>
internal static class EvolveInitVerb
{
    public static Verb Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "Where to write them; created when it is not there" };
        var verb = new Verb("init", "Write plateaus, roles, catalogues, prompts and a sample of 20 services to a folder, to be edited")
        {
            Examples = [("pawl evolve init reference", "Then edit, and check with: pawl evolve preflight --reference reference …")],
        };
        verb.Add(folder);
        return verb.Does(
            (invocation, _) =>
            {
                var target = invocation.Value(folder);
                foreach (var path in ReferenceLibrary.CopyTo(target))
                {
                    invocation.Terminal.Out.WriteLine(Path.Combine(target, path));
                }

                var services = Path.Combine(target, "services.jsonl");
                invocation.Say(
                    $"Try it: pawl evolve run --reference {target} --input {services} --output evolutions.jsonl --profile offline"
                );
                return Task.FromResult(ExitCode.Ok);
            }
        );
    }
}
