namespace Pawl.Runs.Specs;

/// <summary>One key a spec may hold: what it is called, what it accepts and what it means.</summary>
/// <param name="Path">Dotted path in the YAML, such as <c>model.layers</c>.</param>
/// <param name="Kind">Type of the value.</param>
/// <param name="Default">Value when the key is absent (long, double, bool, string, TimeSpan, string[], Dictionary of string to string); null means "not set".</param>
/// <param name="Description">What the key does, its unit, and why the default is what it is: shown by help, errors and forms.</param>
public sealed record SpecKey(string Path, SpecKind Kind, object? Default, string Description)
{
    /// <summary>Smallest accepted value of a number or duration (seconds), inclusive; null means no bound.</summary>
    public double? Minimum { get; init; }

    /// <summary>Largest accepted value of a number or duration (seconds), inclusive; null means no bound.</summary>
    public double? Maximum { get; init; }

    /// <summary>True when <see cref="Minimum"/> itself is refused.</summary>
    public bool MinimumExclusive { get; init; }

    /// <summary>The accepted words of a text key; empty means any text.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>A regular expression that each item of a list matches as a whole; null takes any text.</summary>
    public string? ItemPattern { get; init; }

    /// <summary>What <see cref="ItemPattern"/> accepts, in words that follow "a list of texts, ".</summary>
    public string? ItemExpected { get; init; }

    /// <summary>Most items of a list; null means no bound.</summary>
    public int? MaximumItems { get; init; }

    /// <summary>What other programs call this key, such as <c>n_embd</c>. Used for hints alone; never accepted in its place.</summary>
    public IReadOnlyList<string> Synonyms { get; init; } = [];

    /// <summary>
    /// Not null: the value is a path after this prefix (empty: all of it), relative to the spec file, or to the working folder when it
    /// came from elsewhere. The resolved spec holds it absolute, since the host works in another folder.
    /// </summary>
    public string? PathPrefix { get; init; }

    /// <summary>True for one of the few keys that most people set: forms show it first.</summary>
    public bool IsEssential { get; init; }

    /// <summary>True when the spec is refused without this key.</summary>
    public bool Required { get; init; }
}
