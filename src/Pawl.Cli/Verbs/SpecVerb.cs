using System.CommandLine;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;
using Pawl.Cli.Output;
using Pawl.Runs.Json;
using Pawl.Runs.Specs;
using Pawl.Runs.Workloads;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl spec WORKLOAD</c>: every key a spec may hold.</summary>
internal static class SpecVerb
{
    private const int Indent = 4;
    private const int WidthOfFiles = 100;

    public static Verb Create()
    {
        var workload = new Argument<string?>("WORKLOAD")
        {
            Description = "Without it, the workloads there are",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var verb = new Verb("spec", "Show every key a workload's spec accepts: type, range, default, meaning")
        {
            Examples =
            [
                ("pawl spec", "The workloads and their profiles"),
                ("pawl spec text", "All keys of one"),
                ("pawl spec text --json > text.schema.json", "As JSON Schema, for an editor"),
            ],
        };
        verb.Add(workload);
        verb.Add(SharedOptions.Json);
        return verb.Does(
            (invocation, _) =>
            {
                if (invocation.Value(workload) is { } name)
                {
                    Write(invocation, Find(name));
                }
                else
                {
                    WriteAll(invocation);
                }

                return Task.FromResult(ExitCode.Ok);
            }
        );
    }

    private static IWorkload Find(string name) =>
        Workloads.Catalog.All.FirstOrDefault(workload => workload.Name == name)
        ?? throw CliException.NotFound(
            $"Expected one of {string.Join(", ", Workloads.Catalog.All.Select(workload => workload.Name))}, got '{name}'."
        );

    private static void WriteAll(Invocation invocation)
    {
        if (invocation.Json)
        {
            invocation.Terminal.WriteJson([.. Workloads.Catalog.All.Select(WorkloadJson.Of)], OutputJson.Default.IReadOnlyListWorkloadJson);
            return;
        }

        var table = new TextTable("WORKLOAD", "PROFILE", "MEANING");
        foreach (var workload in Workloads.Catalog.All)
        {
            table.Add(workload.Name, "-", $"{workload.Schema.Keys.Count} keys: pawl spec {workload.Name}");
            foreach (var profile in workload.Profiles)
            {
                table.Add(workload.Name, profile.Name, profile.Description);
            }
        }

        table.Write(invocation.Terminal.Out, invocation.Terminal.TableWidth);
    }

    private static void Write(Invocation invocation, IWorkload workload)
    {
        var output = invocation.Terminal.Out;
        if (invocation.Json)
        {
            output.WriteLine(SpecHelp.JsonSchema(workload.Schema).ToJsonString());
            return;
        }

        var width = invocation.Terminal.TableWidth ?? WidthOfFiles;
        output.WriteLine($"Keys of workload {workload.Name}");
        var example = workload.Schema.Keys[0].Path;
        output.WriteLine($"Each may also come from the environment, {example} as {SpecEnvironment.Variable(workload.Name, example)}.");
        WriteKeys(output, workload.Schema.Keys, width);
        output.WriteLine();
        output.WriteLine("Keys of every workload");
        WriteKeys(output, SharedSpecKeys.All, width);
    }

    private static void WriteKeys(TextWriter output, IReadOnlyList<SpecKey> keys, int width)
    {
        foreach (var key in keys)
        {
            var value =
                key.Required ? "required"
                : key.Default is null ? "not set by default"
                : $"default {SpecText.Of(key.Default)}";
            output.WriteLine();
            output.WriteLine($"  {key.Path}: {SpecText.Expected(key)}; {value}");
            foreach (var line in Format.Wrap(key.Description, width - Indent))
            {
                output.WriteLine($"{new string(' ', Indent)}{line}");
            }
        }
    }
}
