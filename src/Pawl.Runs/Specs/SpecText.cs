using System.Globalization;

namespace Pawl.Runs.Specs;

/// <summary>Spec values and what is accepted for them, in words for messages, tables and forms.</summary>
public static class SpecText
{
    /// <summary>Longest part of a wrong value that a message repeats.</summary>
    private const int LongestQuote = 80;

    public static string Of(object? value) =>
        value switch
        {
            null => "nothing",
            bool truth => truth ? "true" : "false",
            TimeSpan duration => SpecDuration.Format(duration),
            string text => Shortened(text),
            string[] list => $"[{string.Join(", ", list.Select(Shortened))}]",
            IReadOnlyDictionary<string, string> map => $"{{{string.Join(", ", map.Keys.Order(StringComparer.Ordinal))}}}",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };

    /// <summary>Such as <c>an integer from 1 to 64</c>.</summary>
    public static string Expected(SpecKey key) =>
        key.Kind switch
        {
            SpecKind.Integer => "an integer" + Range(key),
            SpecKind.Number => "a number" + Range(key),
            SpecKind.Boolean => "true or false",
            SpecKind.Text when key.Choices.Count > 0 => $"one of {string.Join(", ", key.Choices)}",
            SpecKind.Text => "a text",
            SpecKind.Duration => SpecDuration.Example + Range(key),
            SpecKind.TextList => "a list of"
                + (key.MaximumItems is { } most ? $" up to {most}" : "")
                + " texts"
                + (key.ItemExpected is { } item ? ", " + item : ""),
            SpecKind.TextMap => "a mapping of names to texts",
            _ => throw new ArgumentOutOfRangeException(nameof(key), key.Kind, "Not a kind of spec value."),
        };

    internal static string Describe(SpecNode node) =>
        node switch
        {
            SpecScalar { IsNothing: true } => "nothing",
            SpecScalar { IsPlain: true } scalar => Shortened(scalar.Text),
            SpecScalar scalar => $"the text \"{Shortened(scalar.Text)}\"",
            SpecSequence => "a list",
            _ => "a mapping",
        };

    private static string Shortened(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= LongestQuote ? line : line[..LongestQuote] + "…";
    }

    private static string Range(SpecKey key) =>
        (key.Minimum, key.Maximum) switch
        {
            (null, null) => "",
            ({ } low, null) => key.MinimumExclusive ? $" above {Bound(key, low)}" : $" of at least {Bound(key, low)}",
            (null, { } high) => $" of at most {Bound(key, high)}",
            ({ } low, { } high) => key.MinimumExclusive
                ? $" above {Bound(key, low)} up to {Bound(key, high)}"
                : $" from {Bound(key, low)} to {Bound(key, high)}",
        };

    private static string Bound(SpecKey key, double bound) =>
        key.Kind == SpecKind.Duration
            ? SpecDuration.Format(SpecDuration.FromSeconds(bound))
            : bound.ToString("0.################", CultureInfo.InvariantCulture);
}
