using Pawl.Runs.Specs;

namespace Pawl.Web.Views.Forms;

/// <summary>What the fields of a form are called: the last words of their keys, as many as it takes to tell them apart.</summary>
public static class FieldLabels
{
    /// <returns>By dotted path, such as <c>evaluation.interval</c>: <c>Evaluation interval</c> beside <c>checkpoint.interval</c>, else <c>Interval</c>.</returns>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyCollection<SpecKey> keys) =>
        keys.ToDictionary(key => key.Path, key => Label(key.Path, keys), StringComparer.Ordinal);

    private static string Label(string path, IReadOnlyCollection<SpecKey> keys)
    {
        if (path == FieldText.CommandLine)
        {
            return "Command line";
        }

        var parts = path.Split('.');
        var taken = Enumerable.Range(1, parts.Length).First(count => count == parts.Length || IsAlone(Last(parts, count), keys));
        var words = Last(parts, taken).Replace('.', ' ').Replace('_', ' ');
        return char.ToUpperInvariant(words[0]) + words[1..];
    }

    private static bool IsAlone(string end, IReadOnlyCollection<SpecKey> keys) =>
        keys.Count(key => key.Path == end || key.Path.EndsWith("." + end, StringComparison.Ordinal)) == 1;

    private static string Last(string[] parts, int count) => string.Join('.', parts[^count..]);
}
