using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Pawl.Runs.Specs;

/// <summary>
/// Turns a YAML value into the value of a key, or says what was expected. Nothing is coerced: <c>"3"</c> is a text and <c>3</c> is not.
/// Inside lists and mappings of texts, such as a command line, each scalar is taken as it is written: <c>1.10</c> stays <c>1.10</c>.
/// </summary>
internal static class SpecValueReader
{
    private static readonly SearchValues<char> NumberLetters = SearchValues.Create("0123456789+-.eE");

    /// <param name="value">Null with a true result: explicitly not set.</param>
    /// <param name="problem">Set with a false result.</param>
    public static bool TryRead(SpecKey key, SpecNode node, out object? value, out SpecProblem? problem)
    {
        value = null;
        problem = null;
        if (node is SpecScalar { IsNothing: true } && key is { Default: null, Required: false })
        {
            return true;
        }

        value = key.Kind switch
        {
            SpecKind.TextList => node is SpecSequence sequence ? List(sequence) : null,
            SpecKind.TextMap => node is SpecMapping mapping ? Map(mapping) : null,
            _ => node is SpecScalar scalar ? Single(key, scalar) : null,
        };
        if (value is not null && IsAccepted(key, value))
        {
            return true;
        }

        var hint = key.Kind == SpecKind.Text && key.Choices.Count == 0 && node is SpecScalar { IsPlain: true } ? " in quotes" : "";
        problem = new SpecProblem(node.Where, key.Path, SpecText.Expected(key) + hint, SpecText.Describe(node) + Kind(key, value, node));
        return false;
    }

    private static object? Single(SpecKey key, SpecScalar scalar) =>
        key.Kind switch
        {
            SpecKind.Integer => scalar.IsPlain
            && long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
                ? integer
                : null,
            SpecKind.Number => IsNumber(scalar) ? double.Parse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture) : null,
            SpecKind.Boolean => scalar is { IsPlain: true, Text: "true" or "false" } ? scalar.Text == "true" : null,
            SpecKind.Duration => SpecDuration.TryParse(scalar.Text, out var duration) ? duration : null,
            _ => IsText(scalar) ? scalar.Text : null,
        };

    private static bool IsAccepted(SpecKey key, object value) =>
        value switch
        {
            long integer => IsInRange(key, integer),
            double number => double.IsFinite(number) && IsInRange(key, number),
            TimeSpan duration => IsInRange(key, duration.TotalSeconds),
            string[] list => list.Length <= (key.MaximumItems ?? int.MaxValue) && list.All(item => IsItem(key, item)),
            string text => key.Choices.Count == 0 || key.Choices.Contains(text, StringComparer.Ordinal),
            _ => true,
        };

    private static bool IsItem(SpecKey key, string item) =>
        key.ItemPattern is null || Regex.IsMatch(item, $@"\A(?:{key.ItemPattern})\z", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static bool IsInRange(SpecKey key, double value) =>
        (key.Minimum is not { } low || (key.MinimumExclusive ? value > low : value >= low))
        && (key.Maximum is not { } high || value <= high);

    private static string[]? List(SpecSequence sequence) =>
        sequence.Items.All(IsWord) ? [.. sequence.Items.Select(item => ((SpecScalar)item).Text)] : null;

    private static Dictionary<string, string>? Map(SpecMapping mapping) =>
        mapping.Entries.All(entry => IsWord(entry.Value))
            ? mapping.Entries.ToDictionary(entry => entry.Key, entry => ((SpecScalar)entry.Value).Text, StringComparer.Ordinal)
            : null;

    private static bool IsWord(SpecNode node) => node is SpecScalar { IsNothing: false };

    /// <summary>Digits with a sign, a point or an exponent: neither hexadecimal nor the words for what is not finite.</summary>
    private static bool IsNumber(SpecScalar scalar) =>
        scalar.IsPlain
        && scalar.Text.AsSpan().IndexOfAnyExcept(NumberLetters) < 0
        && double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    /// <summary>A word without quotes is a text unless YAML would read it as something else.</summary>
    private static bool IsText(SpecScalar scalar) =>
        !scalar.IsPlain || !(scalar.IsNothing || IsNumber(scalar) || scalar.Text is "true" or "false" || IsNotFinite(scalar.Text));

    private static bool IsNotFinite(string text) => text.TrimStart('-', '+').ToLowerInvariant() is ".inf" or ".nan";

    /// <summary>Says why a value of the right look was refused.</summary>
    private static string Kind(SpecKey key, object? value, SpecNode node) =>
        (value, node) switch
        {
            (string[] list, _) when list.FirstOrDefault(item => !IsItem(key, item)) is { } wrong => $" with {SpecText.Of(wrong)}",
            (string[] list, _) => $" of {list.Length}",
            (null, SpecSequence or SpecMapping) => " that holds something else or is not accepted here",
            _ => "",
        };
}
