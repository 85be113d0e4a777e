using Pawl.Runs.Model;
using Pawl.Runs.Specs;
using Pawl.Runs.Workloads;

namespace Pawl.Web.Views.Forms;

/// <summary>A text to begin with.</summary>
/// <param name="Link">Address of the page that begins with it.</param>
internal sealed record NewRunStart(string Name, string Description, string Link, string Yaml);

/// <summary>What a new run can begin with: the examples that come with Pawl, an empty spec of each workload, the spec of an old run.</summary>
internal static class NewRunStarts
{
    private const string Prefix = "examples/";

    private static readonly Lazy<IReadOnlyList<NewRunStart>> Embedded = new(LoadExamples);

    public static IReadOnlyList<NewRunStart> Examples => Embedded.Value;

    public static IEnumerable<NewRunStart> Workloads(WorkloadCatalog workloads) =>
        workloads.All.Select(workload => new NewRunStart(
            workload.Name,
            workload.Name switch
            {
                "command" => "Any program as a durable run",
                "text" => "Train a small GPT on text",
                _ => $"An empty spec of workload {workload.Name}",
            },
            $"/new?workload={workload.Name}",
            workload.Name == "command" ? "workload: command\ncommand:\n  argv: [echo, hello]\n" : $"workload: {workload.Name}\n"
        ));

    /// <summary>A text that resolves to what the run got, its profile's values included.</summary>
    /// <exception cref="SpecException">The stored spec holds what its workload no longer accepts.</exception>
    public static NewRunStart Of(RunRecord run, WorkloadCatalog workloads)
    {
        var schema = workloads.Get(run.Workload, "run").Schema;
        var profile = run.Profile is null ? "" : $", the values of its profile {run.Profile} included";
        var comment = $"# The spec of run {run.Id}{profile}. Keys that are not here have their defaults.\n";
        var yaml = SpecFileWriter.Write(schema, SpecJson.Read(schema, run.SpecJson), comment);
        return new NewRunStart(run.Name ?? run.Id, "", $"/new?from={run.Id}", yaml);
    }

    private static List<NewRunStart> LoadExamples()
    {
        var assembly = typeof(NewRunStarts).Assembly;
        var starts = new List<NewRunStart>();
        foreach (
            var name in assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var yaml = reader.ReadToEnd();
            var example = Path.GetFileNameWithoutExtension(name);
            starts.Add(new NewRunStart(example, FirstSentence(yaml), $"/new?example={Uri.EscapeDataString(example)}", yaml));
        }

        return starts;
    }

    /// <summary>Of the comment at the top.</summary>
    private static string FirstSentence(string yaml)
    {
        var words = string.Join(
            ' ',
            yaml.Split('\n').TakeWhile(line => line.StartsWith('#')).Select(line => line.TrimStart('#', ' ').TrimEnd())
        );
        var end = words.IndexOfAny([':', '.', ',', ';']);
        return end < 0 ? words : words[..end].Replace("`", "", StringComparison.Ordinal);
    }
}
