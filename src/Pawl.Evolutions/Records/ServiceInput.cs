using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pawl.Evolutions.Records;

/// <summary>A business service as its catalogue describes it: one line of the input.</summary>
/// <param name="ServiceId">Not empty, unique in its file.</param>
/// <param name="ParentId">The service it belongs to; not empty when there is one.</param>
/// <param name="CustomerType">Whom it serves; not empty when said.</param>
/// <param name="JobsToBeDone">What people come to the service for; may be empty.</param>
public sealed record ServiceInput(
    string ServiceId,
    string Name,
    string Description,
    IReadOnlyList<JobToBeDone> JobsToBeDone,
    string? ParentId = null,
    string? CustomerType = null
)
{
    /// <summary>Features the catalogue already knows. Reading an input file empties it, so that they never steer a model.</summary>
    /// <remarks>The generated reader sets null where the JSON has no such key.</remarks>
    public IReadOnlyList<ServiceFeature> Features
    {
        get;
        init => field = value ?? [];
    } = [];
}

/// <summary>What somebody wants done. Its JSON is an object with at least <c>name</c>, or that name alone as a string.</summary>
[JsonConverter(typeof(JobToBeDoneConverter))]
public sealed record JobToBeDone(string Name)
{
    /// <summary>What else the catalogue says of the job, kept as it came.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonElement>> Extra { get; init; } = [];
}

/// <summary>A feature that exists before anything is imagined; all three are not empty.</summary>
public sealed record ServiceFeature(string FeatureId, string Name, string Description);
