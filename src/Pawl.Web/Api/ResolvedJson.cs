using System.Text.Json.Nodes;
using Pawl.Runs.Specs;
using Pawl.Web.Api.Problems;

namespace Pawl.Web.Api;

/// <summary>A spec as it would run, or all that keeps it from running.</summary>
/// <param name="Valid">Whether a run of it would be taken.</param>
/// <param name="Workload">Null when not even that can be told.</param>
/// <param name="Spec">The resolved spec, nested, durations in seconds; null when it is not valid.</param>
/// <param name="Values">The same by key, with where each value came from; empty when it is not valid.</param>
internal sealed record ResolvedJson(
    bool Valid,
    string? Workload,
    string? Profile,
    JsonObject? Spec,
    IReadOnlyList<ResolvedValueJson> Values,
    IReadOnlyList<SpecProblemJson> Problems
)
{
    public static ResolvedJson Of(ResolvedSpec spec) =>
        new(
            Valid: true,
            spec.Workload,
            spec.Profile,
            SpecJson.ToObject(spec),
            [
                .. spec
                    .Keys.Order(StringComparer.Ordinal)
                    .Select(key => new ResolvedValueJson(
                        key,
                        spec.IsSet(key) ? SpecText.Of(spec.Value(key)) : null,
                        spec.Origin(key),
                        spec.Origin(key) == ResolvedSpec.DefaultOrigin
                    )),
            ],
            []
        );

    public static ResolvedJson Of(string? workload, IEnumerable<SpecProblem> problems) =>
        new(Valid: false, workload, null, null, [], [.. problems.Select(SpecProblemJson.Of)]);
}

/// <summary>One value of a resolved spec.</summary>
/// <param name="Text">In words, durations with their unit, such as <c>30s</c>; null when it is not set.</param>
/// <param name="Origin">Such as <c>spec:12</c>, <c>--set model.layers</c>, <c>profile fast_local</c> or <c>default</c>.</param>
internal sealed record ResolvedValueJson(string Key, string? Text, string Origin, bool IsDefault);
