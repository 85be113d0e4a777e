using System.Text.RegularExpressions;

namespace Pawl.Runs.Model;

/// <summary>A word that marks runs which belong together, such as <c>nightly</c> or <c>paper/figure-3</c>. Letter case counts.</summary>
public static partial class RunTag
{
    /// <value>50: it has to fit a list.</value>
    public const int MaximumLength = 50;

    /// <value>Most tags of one run. 50: more mark nothing.</value>
    public const int MaximumCount = 50;

    /// <summary>A whole tag, for .NET and for browsers alike.</summary>
    public const string Pattern = @"[\p{L}\p{N}\-_.:\/]{1,50}";

    public static bool IsValid(string text) => Whole().IsMatch(text);

    /// <summary>Each tag once, in the order given.</summary>
    /// <exception cref="ArgumentException">One is not a tag, or there are too many.</exception>
    public static IReadOnlyList<string> Check(IReadOnlyList<string> tags)
    {
        if (tags.Count > MaximumCount)
        {
            throw new ArgumentException($"Expected at most {MaximumCount} tags, got {tags.Count}.", nameof(tags));
        }

        return tags.FirstOrDefault(tag => !IsValid(tag)) is { } wrong
            ? throw new ArgumentException(
                $"Expected a tag of 1 to {MaximumLength} letters, digits or - _ . : /, got '{wrong}'.",
                nameof(tags)
            )
            : [.. tags.Distinct(StringComparer.Ordinal)];
    }

    [GeneratedRegex(@"\A" + Pattern + @"\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Whole();
}
