using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pawl.Runs.Specs;
using Pawl.Runs.Submissions;
using Pawl.Web.Api.Problems;

namespace Pawl.Web.Api;

/// <summary>What to run, as a body.</summary>
/// <param name="Spec">A spec: its YAML as a string, or the same as a JSON object. Left out: the workload's defaults, profile and sets alone.</param>
/// <param name="Workload">Name of the workload; needed when the spec does not name it.</param>
/// <param name="Profile">Name of a profile; left out, the spec's own.</param>
/// <param name="Sets">Overrides, each <c>key=value</c>, the value as YAML; of two for one key the later wins.</param>
/// <param name="Name">A name for people; wins over the spec's.</param>
internal sealed record SubmissionJson(
    JsonNode? Spec = null,
    string? Workload = null,
    string? Profile = null,
    IReadOnlyList<string>? Sets = null,
    string? Name = null
)
{
    private static readonly JsonSerializerOptions Lines = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions Quoted = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="BadParameterException">The spec is neither text nor object, or an override is no text.</exception>
    public Submission ToSubmission()
    {
        if (Sets?.Any(set => set is null) == true)
        {
            throw new BadParameterException("sets", "texts such as timeout=30m", "null");
        }

        var sets = Sets ?? [];
        return new Submission(
            new SpecSource(Yaml(), SpecProblemJson.SourceName),
            Profile is "" ? null : Profile,
            Name is null or "" ? sets : [.. sets, $"name={JsonSerializer.Serialize(Name, Quoted)}"]
        )
        {
            Workload = Workload is "" ? null : Workload,
        };
    }

    /// <summary>JSON is YAML, so an object is read as its own text.</summary>
    private string Yaml() =>
        Spec switch
        {
            null => "",
            JsonObject tree => tree.ToJsonString(Lines),
            JsonValue value when value.TryGetValue<string>(out var text) => text,
            _ => throw new BadParameterException(
                "spec",
                "YAML as a string, or a JSON object",
                $"a JSON {Spec.GetValueKind()}".ToLowerInvariant()
            ),
        };
}
