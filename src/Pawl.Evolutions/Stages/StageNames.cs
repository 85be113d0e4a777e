namespace Pawl.Evolutions.Stages;

/// <summary>The names under which calls are kept, costs are summed and errors are told.</summary>
public static class StageNames
{
    public const string Descriptions = "descriptions";

    /// <param name="level">From 1.</param>
    public static string Features(int level) => $"features/{level}";

    /// <inheritdoc cref="Features"/>
    public static string Mapping(int level, string field) => $"mapping/{level}/{field}";
}
