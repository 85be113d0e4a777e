namespace Pawl.Evolutions.Records;

/// <summary>Something a service offers to one role at one plateau.</summary>
/// <param name="FeatureId">See <see cref="FeatureIds"/>; unique in its plateau.</param>
/// <param name="CustomerType">The id of the role it serves.</param>
/// <param name="Role">That role in full; null only on lines that came from elsewhere.</param>
public sealed record PlateauFeature(
    string FeatureId,
    string Name,
    string Description,
    MaturityScore Score,
    string CustomerType,
    Role? Role = null
)
{
    /// <summary>By field of a mapping set: what of its catalogue the feature rests on. A field that was mapped without a hit holds an empty list.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Contribution>> Mappings
    {
        get;
        init => field = value ?? None;
    } = None;

    // The generated reader sets null where the JSON has no such key.
    private static IReadOnlyDictionary<string, IReadOnlyList<Contribution>> None { get; } =
        new Dictionary<string, IReadOnlyList<Contribution>>();
}
