namespace Pawl.Runs.Specs;

/// <summary>What a profile's file says beside the keys it sets.</summary>
/// <param name="WorkloadAt">Where <paramref name="Workload"/> stands.</param>
internal sealed record ProfileHeader(string? Workload, string WorkloadAt, string Description)
{
    public static bool IsHeader(string key) => key is SpecKeyTable.Workload or SpecKeyTable.Description;

    public static ProfileHeader Of(SpecMapping root, List<SpecProblem> problems)
    {
        var workload = Text(root, SpecKeyTable.Workload, "the name of the workload it is for", problems);
        var description = Text(root, SpecKeyTable.Description, "a text", problems);
        return new ProfileHeader(workload?.Text, workload?.Where ?? root.Where, description?.Text.Trim() ?? "");
    }

    /// <summary>The keys the profile sets.</summary>
    public static SpecMapping Without(SpecMapping root) => root with { Entries = [.. root.Entries.Where(entry => !IsHeader(entry.Key))] };

    private static SpecScalar? Text(SpecMapping root, string key, string expected, List<SpecProblem> problems)
    {
        switch (root.Entries.FirstOrDefault(entry => entry.Key == key)?.Value)
        {
            case null or SpecScalar { IsNothing: true }:
                return null;
            case SpecScalar scalar:
                return scalar;
            case var other:
                problems.Add(new SpecProblem(other.Where, key, expected, SpecText.Describe(other)));
                return null;
        }
    }
}
