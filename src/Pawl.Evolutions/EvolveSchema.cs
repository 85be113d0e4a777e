using Pawl.Llm.Settings;
using Pawl.Runs.Specs;

namespace Pawl.Evolutions;

/// <summary>Every key of an <c>evolve</c> spec: what to evolve and how, and the keys all users of language models share.</summary>
public static class EvolveSchema
{
    public const string Workload = "evolve";

    /// <summary>Values of <c>task</c>.</summary>
    public const string Evolve = "evolve";

    /// <inheritdoc cref="Evolve"/>
    public const string Map = "map";

    public static SpecSchema Schema { get; } = new(Workload, [.. Files(), .. Work(), .. Model(), .. LlmSpecKeys.All]);

    public static IReadOnlyList<SpecProfile> Profiles { get; } =
    [
        new(
            "offline",
            "No model, no key, no cost: answers made up from a seed, to try settings and reference data.",
            new Dictionary<string, string> { ["provider.kind"] = "offline", ["cache.mode"] = "off" }
        ),
        new(
            "careful",
            "One call at a time, strict, and a budget: for the first real services.",
            new Dictionary<string, string>
            {
                ["concurrency"] = "1",
                ["queue.concurrency"] = "1",
                ["max_services"] = "3",
                ["strict"] = "true",
                ["budget.hard"] = "1",
            }
        ),
    ];

    private static SpecKey[] Files() =>
        [
            new(
                "task",
                SpecKind.Text,
                Evolve,
                "evolve: describe, make features and map. map: only map the features that the input holds anew."
            )
            {
                Choices = [Evolve, Map],
            },
            new("input", SpecKind.Text, null, "Services as JSON lines; for task map, evolutions or {service, features} records.")
            {
                Required = true,
                IsEssential = true,
                PathPrefix = "",
                Synonyms = ["input_file"],
            },
            new(
                "output",
                SpecKind.Text,
                null,
                "Where the evolutions go, a line for each service in input order; replaced whole at the end, PATH.part when the run is stopped before. Not set: only the run's artifacts."
            )
            {
                IsEssential = true,
                PathPrefix = "",
                Synonyms = ["output_file"],
            },
            new(
                "reference",
                SpecKind.Text,
                null,
                "Folder of plateaus, roles, definitions, catalogues and prompts, as 'pawl evolve init' writes one. Not set: those that come with Pawl."
            )
            {
                PathPrefix = "",
            },
            new("context", SpecKind.Text, "city-libraries", "Which situational context of the reference data the prompts tell.")
            {
                Synonyms = ["context_id"],
            },
            new("inspiration", SpecKind.Text, "general", "Which inspirations of the reference data the prompts tell."),
            new(
                "mapping_sets",
                SpecKind.TextList,
                Array.Empty<string>(),
                "Catalogues to map features to, by their fields in the reference data, such as applications. Empty: all of them."
            ),
            new("max_services", SpecKind.Integer, null, "Only the first so many services of the input. Not set: all.")
            {
                Minimum = 1,
                Maximum = 1e9,
            },
        ];

    private static SpecKey[] Work() =>
        [
            new("concurrency", SpecKind.Integer, 16L, "Services worked on at once. The result does not depend on it.")
            {
                IsEssential = true,
                Minimum = 1,
                Maximum = 10_000,
            },
            new(
                "queue.enabled",
                SpecKind.Boolean,
                true,
                "Within a service, the features of the next plateau are asked for while this one is mapped. The result does not depend on it."
            ),
            new(
                "queue.per_service",
                SpecKind.Integer,
                2L,
                "Most plateaus of one service worked on at once, with the queue on: bounds memory and bursts."
            )
            {
                Minimum = 1,
                Maximum = 100,
            },
            new(
                "strict",
                SpecKind.Boolean,
                false,
                "A service with any finding fails: an unknown id, a bad facet, an empty mapping, a role without a feature; and the run stops at the first that fails."
            )
            {
                IsEssential = true,
            },
            new(
                "strict_mapping",
                SpecKind.Boolean,
                false,
                "A service whose mapping has findings fails; the run goes on with the others and ends failed."
            )
            {
                Synonyms = ["fail_on_quarantine"],
            },
            new(
                "diagnostics",
                SpecKind.Boolean,
                false,
                "Asks for a one-line rationale with each mapping, kept in the output; costs tokens."
            ),
        ];

    private static SpecKey[] Model() =>
        [
            new("model", SpecKind.Text, "gpt-5-mini", "The model of every stage that names none of its own, as the provider calls it.")
            {
                IsEssential = true,
            },
            new("models.descriptions", SpecKind.Text, null, "The model that describes the plateaus. Not set: model."),
            new("models.features", SpecKind.Text, null, "The model that makes features. Not set: model."),
            new("models.mapping", SpecKind.Text, null, "The model that maps features to catalogues. Not set: model."),
            new("sampling.temperature", SpecKind.Number, null, "0 to 2. Not set: the model's own; reasoning models accept no other.")
            {
                Minimum = 0,
                Maximum = 2,
            },
            new("sampling.top_p", SpecKind.Number, null, "Choose among the likeliest tokens of this probability. Not set: the model's own.")
            {
                Minimum = 0,
                MinimumExclusive = true,
                Maximum = 1,
            },
            new("sampling.seed", SpecKind.Integer, null, "Asks the provider to repeat itself; none promises it. Stands in the output.")
            {
                Minimum = 0,
                Maximum = long.MaxValue,
            },
            new(
                "sampling.max_output_tokens",
                SpecKind.Integer,
                8192L,
                "Longest answer; also what an answer is taken to cost at most until it is there."
            )
            {
                Minimum = 1,
                Maximum = 1_000_000,
            },
            new("sampling.reasoning_effort", SpecKind.Text, null, "For models that reason. Not set: the model's own.")
            {
                Choices = ["minimal", "low", "medium", "high"],
            },
        ];
}
