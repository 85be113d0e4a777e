using System.Globalization;

namespace Pawl.Web.Views.Evolutions;

/// <summary>A stage of a service's work, by its name.</summary>
/// <param name="Name">Such as <c>descriptions</c>, <c>features/2</c>, <c>mapping/2/applications</c>.</param>
/// <param name="Level">Of the plateau, from 1; 0 when it is about all.</param>
/// <param name="Field">Of the mapping set; null when it maps nothing.</param>
public sealed record Stage(string Name, int Level, string? Field)
{
    /// <value>For people, such as <c>features of plateau 2</c>.</value>
    public string Words =>
        this switch
        {
            { Level: 0 } => Name,
            { Field: { } set } => $"mapping of plateau {Level} to {set}",
            _ => $"features of plateau {Level}",
        };

    /// <summary>A name of another shape is a stage of no plateau.</summary>
    public static Stage Of(string name) =>
        name.Split('/', 3) switch
        {
            ["features", var level] when Number(level) is > 0 and var number => new(name, number, null),
            ["mapping", var level, { Length: > 0 } set] when Number(level) is > 0 and var number => new(name, number, set),
            _ => new(name, 0, null),
        };

    private static int Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
