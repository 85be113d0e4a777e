using Pawl.Runs.Specs;

namespace Pawl.Web.Views.Forms;

/// <summary>One key on the form: what its control shows, what it resolves to, and where that came from.</summary>
/// <param name="Text">What the control shows; of a wrong value what was written.</param>
/// <param name="Value">What a run would get; of a wrong value that of the layer below.</param>
/// <param name="Resolved">The value a run would get, when it reads otherwise than <paramref name="Text"/>; null when the same.</param>
/// <param name="Problems">What is wrong with it.</param>
public sealed record SpecField(
    SpecKey Key,
    string Text,
    object? Value,
    string? Resolved,
    FieldOrigin Origin,
    string OriginText,
    IReadOnlyList<SpecProblem> Problems
)
{
    public string Id => "field-" + Key.Path.Replace('.', '-');

    /// <value>The first word of the key; of keys without a dot <c>run</c> if all workloads have them, else <c>more</c>.</value>
    public string Group =>
        Key.Path.Contains('.', StringComparison.Ordinal) ? Key.Path.Split('.')[0]
        : SharedSpecKeys.All.Any(shared => shared.Path == Key.Path) ? "run"
        : "more";

    public bool IsDefault => Origin == FieldOrigin.Default;

    /// <summary>Whether a click can take its value back.</summary>
    public bool CanReset => Origin is FieldOrigin.File or FieldOrigin.Set;

    /// <value>Such as <c>Learning rate</c>; no two fields of a form have the same.</value>
    public required string Label { get; init; }

    public bool IsMultiline =>
        Key.Kind is SpecKind.TextList or SpecKind.TextMap
        || Text.Contains('\n', StringComparison.Ordinal)
        || Key.Default is string text && text.Contains('\n', StringComparison.Ordinal);

    /// <summary>What is accepted, for the line under the control.</summary>
    public string Accepted =>
        Key switch
        {
            { Path: FieldText.CommandLine } => "as in a shell: quotes keep words together, nothing else is special",
            { Kind: SpecKind.TextList } => "one a line",
            { Kind: SpecKind.TextMap } => "NAME=text, one a line",
            { Kind: SpecKind.Boolean } or { Kind: SpecKind.Text } => "",
            { Kind: SpecKind.Duration } => "such as 30s, 5m, 2h, 1h30m",
            { Kind: SpecKind.Integer or SpecKind.Number } => FieldRange.Of(Key),
            _ => "",
        };
}

/// <summary>Which layer a value came from.</summary>
public enum FieldOrigin
{
    Default,
    File,
    Profile,
    Set,
}
