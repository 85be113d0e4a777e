using Pawl.Evolutions.Input;
using Pawl.Evolutions.Reference;
using Pawl.Evolutions.Reverse;
using Pawl.Evolutions.Stages;
using Pawl.Llm.Calls;
using Pawl.Runs.Artifacts;
using Pawl.Runs.Specs;

namespace Pawl.Evolutions.Engine;

/// <summary>What a spec names outside itself, opened: reference data and input.</summary>
public static class EvolveInput
{
    private const string Offline = "offline";

    /// <exception cref="ReferenceException">Something is missing or wrong in the reference folder.</exception>
    /// <exception cref="SpecException">The spec names a context, an inspiration or a mapping set that the reference data lack.</exception>
    public static ReferenceLibrary Reference(ResolvedSpec spec)
    {
        var reference = ReferenceLibrary.Load(spec.TextOrNull("reference"));
        var problems = new List<SpecProblem>();
        Require("context", reference.Prompts.Contexts.Keys);
        Require("inspiration", reference.Prompts.Inspirations.Keys);
        var names = reference.MappingSets.Select(set => set.Field).ToList();
        if (spec.TextList("mapping_sets").Any(name => !names.Contains(name)))
        {
            problems.Add(spec.Problem("mapping_sets", $"fields of mapping sets in the reference data: {string.Join(", ", names)}"));
        }

        return problems.Count == 0 ? reference : throw new SpecException(problems);

        void Require(string key, IEnumerable<string> known)
        {
            if (!known.Contains(spec.Text(key), StringComparer.Ordinal))
            {
                problems.Add(
                    spec.Problem(key, $"one of {string.Join(", ", known.Order(StringComparer.Ordinal))}, as the reference data have them")
                );
            }
        }
    }

    /// <summary>What the spec decides about the questions.</summary>
    public static StageOptions Options(ResolvedSpec spec, ReferenceLibrary reference)
    {
        var sets = spec.TextList("mapping_sets");
        return new StageOptions(
            spec.Text("context"),
            spec.Text("inspiration"),
            new StageModels(Model("models.descriptions"), Model("models.features"), Model("models.mapping")),
            new Sampling(
                NumberOf("sampling.temperature"),
                NumberOf("sampling.top_p"),
                spec.IsSet("sampling.seed") ? spec.Integer("sampling.seed") : null,
                (int)spec.Integer("sampling.max_output_tokens"),
                spec.TextOrNull("sampling.reasoning_effort")
            ),
            spec.Boolean("diagnostics"),
            sets.Count == 0 ? null : [.. reference.MappingSets.Where(set => sets.Contains(set.Field)).Select(set => set.Field)]
        );

        // Lines made up without a model must not name one.
        string Model(string key) => spec.Text("provider.kind") == Offline ? Offline : spec.TextOrNull(key) ?? spec.Text("model");

        double? NumberOf(string key) => spec.IsSet(key) ? spec.Number(key) : null;
    }

    /// <summary>The stages of one service, in their order.</summary>
    internal static IEnumerable<string> StageNamesOf(ResolvedSpec spec, EvolutionStages stages)
    {
        var isMapping = spec.Text("task") == EvolveSchema.Map;
        IEnumerable<string> first = isMapping ? [] : [StageNames.Descriptions];
        return first.Concat(Enumerable.Range(1, stages.Reference.Plateaus.Count).SelectMany(OfPlateau));

        IEnumerable<string> OfPlateau(int level) =>
            (isMapping ? Enumerable.Empty<string>() : [StageNames.Features(level)]).Concat(
                stages.Mappings.Select(stage => StageNames.Mapping(level, stage.Set.Field))
            );
    }

    /// <summary>Opens the input and reads it once from end to end.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal static IServiceSource Source(ResolvedSpec spec, ReferenceLibrary reference) =>
        spec.Text("task") == EvolveSchema.Map
            ? new MapSource(MapInput.Open(spec.Text("input"), reference))
            : new ServiceFileSource(ServiceFile.Open(spec.Text("input")));

    /// <summary>What a run of this spec would be made with now. Reads the whole input file once.</summary>
    /// <exception cref="IOException">The input cannot be read.</exception>
    public static RunIdentity IdentityOf(ResolvedSpec spec) =>
        RunIdentity.Of(spec, FileHash.Sha256(spec.Text("input")), FilesOf(Reference(spec)));

    internal static Dictionary<string, string> FilesOf(ReferenceLibrary reference) =>
        reference.Files.ToDictionary(file => file.Path, file => file.Sha256, StringComparer.Ordinal);
}
