using Pawl.Runs.Specs;

namespace Pawl.Runs.Tests.Specs;

/// <summary>A schema with a key of every kind, as a training workload might have it.</summary>
internal static class SpecSample
{
    public static SpecSchema Schema { get; } =
        new(
            "sample",
            [
                new("model.layers", SpecKind.Integer, 4L, "Blocks.")
                {
                    Minimum = 1,
                    Maximum = 64,
                    Synonyms = ["n_layer", "num_layers"],
                },
                new("model.width", SpecKind.Integer, 128L, "Channels.") { Minimum = 1, Synonyms = ["n_embd"] },
                new("training.rate", SpecKind.Number, 1e-3, "Learning rate.")
                {
                    Minimum = 0,
                    MinimumExclusive = true,
                    Maximum = 1,
                },
                new("training.ema", SpecKind.Boolean, false, "Average the weights."),
                new("training.optimizer", SpecKind.Text, "adamw", "Method.") { Choices = ["adamw", "sgd"] },
                new("data.path", SpecKind.Text, null, "Corpus.") { Required = true },
                new("data.filters", SpecKind.TextList, Array.Empty<string>(), "Globs."),
                new("environment", SpecKind.TextMap, new Dictionary<string, string>(), "Variables."),
            ]
        );

    public static IReadOnlyList<SpecProfile> Profiles { get; } =
    [
        new("fast_local", "Small.", new Dictionary<string, string> { ["model.layers"] = "2", ["training.rate"] = "0.01" }),
        new("deterministic", "Exact.", new Dictionary<string, string> { ["threads"] = "1" }),
    ];

    public static ResolvedSpec Resolve(string yaml, string? profile = null, string? dataRoot = null, params string[] sets) =>
        SpecResolver.Resolve(Schema, Profiles, new SpecSource(yaml, "train.yaml"), profile, sets, dataRoot);

    public static IReadOnlyList<string> Problems(string yaml, string? profile = null, params string[] sets) =>
        [.. Assert.Throws<SpecException>(() => Resolve(yaml, profile, null, sets)).Problems.Select(problem => problem.ToString())];
}
