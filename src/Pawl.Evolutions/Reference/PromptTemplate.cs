using System.Text;

namespace Pawl.Evolutions.Reference;

/// <summary>A text with places to fill, such as <c>Describe {{service_name}}.</c>. What is filled in is never read as a template itself.</summary>
public sealed class PromptTemplate
{
    /// <summary>Texts and names of places in turn, a text first and last.</summary>
    private readonly string[] _parts;

    private PromptTemplate(string[] parts) => _parts = parts;

    /// <param name="places">Every place the text may have, each of which it must have.</param>
    /// <param name="problems">Gets what is wrong: unknown and missing places, braces left open.</param>
    internal static PromptTemplate Parse(string file, string text, IReadOnlyList<string> places, ICollection<ReferenceProblem> problems)
    {
        var parts = new List<string>();
        var position = 0;
        while (text.IndexOf("{{", position, StringComparison.Ordinal) is var open and >= 0)
        {
            var line = $"line {text.AsSpan(0, open).Count('\n') + 1}";
            var close = text.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0)
            {
                problems.Add(new(file, line, "'{{' is never closed with '}}'."));
                break;
            }

            var name = text[(open + 2)..close].Trim();
            if (!places.Contains(name))
            {
                problems.Add(new(file, line, $"'{{{{{name}}}}}' is not known; this file can have {Listed(places)}."));
            }

            parts.Add(text[position..open]);
            parts.Add(name);
            position = close + 2;
        }

        parts.Add(text[position..]);
        var missing = places.Where(place => !parts.Where((_, index) => index % 2 == 1).Contains(place)).ToList();
        if (missing.Count > 0)
        {
            problems.Add(new(file, "", $"The text lacks {Listed(missing)}: without them the model is not told enough."));
        }

        return new([.. parts]);
    }

    /// <param name="values">By name of a place.</param>
    internal string Render(IReadOnlyDictionary<string, string> values)
    {
        var text = new StringBuilder(_parts[0]);
        for (var index = 1; index < _parts.Length; index += 2)
        {
            text.Append(values[_parts[index]]).Append(_parts[index + 1]);
        }

        return text.ToString();
    }

    private static string Listed(IEnumerable<string> places) => string.Join(", ", places.Select(place => $"{{{{{place}}}}}"));
}
