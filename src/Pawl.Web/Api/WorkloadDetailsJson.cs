using Pawl.Runs.Specs;
using Pawl.Runs.Workloads;

namespace Pawl.Web.Api;

/// <summary>A workload: its profiles and every key its specs may hold, the workload's own first.</summary>
internal sealed record WorkloadDetailsJson(string Name, IReadOnlyList<ProfileSummaryJson> Profiles, IReadOnlyList<SpecKeyJson> Keys)
{
    public static WorkloadDetailsJson Of(IWorkload workload) =>
        new(
            workload.Name,
            [
                .. workload.Profiles.Select(profile => new ProfileSummaryJson(
                    profile.Name,
                    profile.Description,
                    profile.Values.ToDictionary(StringComparer.Ordinal)
                )),
            ],
            [.. workload.Schema.Keys.Concat(SharedSpecKeys.All).Select(SpecKeyJson.Of)]
        );
}

/// <summary>A profile that comes with a workload.</summary>
/// <param name="Values">Dotted key to the value as YAML.</param>
internal sealed record ProfileSummaryJson(string Name, string Description, IReadOnlyDictionary<string, string> Values);

/// <summary>A key of a spec.</summary>
/// <param name="Kind"><c>integer</c>, <c>number</c>, <c>boolean</c>, <c>text</c>, <c>duration</c>, <c>text_list</c> or <c>text_map</c>.</param>
/// <param name="Expected">What is accepted, in words.</param>
/// <param name="Default">As YAML would say it; null when the key is not set by default.</param>
internal sealed record SpecKeyJson(string Key, string Kind, string Expected, string? Default, bool Required, string Description)
{
    public static SpecKeyJson Of(SpecKey key) =>
        new(
            key.Path,
            System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(key.Kind.ToString()),
            SpecText.Expected(key),
            key.Default is null ? null : SpecText.Of(key.Default),
            key.Required,
            key.Description
        );
}
