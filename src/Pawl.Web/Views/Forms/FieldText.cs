using Pawl.Runs.Specs;

namespace Pawl.Web.Views.Forms;

/// <summary>Between the value of a key and the text in its field: lists an item a line, mappings <c>NAME=text</c> a line, a command as a shell has it.</summary>
internal static class FieldText
{
    /// <value>The key whose list of words is written as one command line.</value>
    public const string CommandLine = "command.argv";

    /// <summary>What the field shows for a value; empty for one that is not set.</summary>
    public static string Of(SpecKey key, object? value) =>
        value switch
        {
            null => "",
            string text => text,
            string[] words when key.Path == CommandLine => ShellWords.Join(words),
            string[] list => list.All(IsLine) ? string.Join('\n', list) : SpecScalarText.Of(list),
            IReadOnlyDictionary<string, string> map => map.All(item =>
                IsLine(item.Key) && IsLine("x" + item.Value) && !item.Key.Contains('=')
            )
                ? string.Join('\n', map.OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => $"{item.Key}={item.Value}"))
                : SpecScalarText.Of(map),
            _ => SpecScalarText.Of(value),
        };

    /// <summary>What a person put into the field, as YAML on one line; null means "not set": the key goes out of the file.</summary>
    public static string? ToYaml(SpecKey key, string text)
    {
        if (key.Kind == SpecKind.Text)
        {
            return text.Length == 0 ? null : SpecScalarText.Text(text);
        }

        var trimmed = text.Trim();
        if (trimmed.Length == 0)
        {
            return null;
        }

        return key.Kind switch
        {
            SpecKind.TextList when IsFlow(trimmed, '[', ']') => trimmed,
            SpecKind.TextMap when IsFlow(trimmed, '{', '}') => trimmed,
            SpecKind.TextList when key.Path == CommandLine => ShellWords.Split(text) is { } words
                ? SpecScalarText.Of(words)
                : SpecScalarText.Typed(text),
            SpecKind.TextList => SpecScalarText.Of(Lines(text)),
            SpecKind.TextMap => Map(text),
            _ => SpecScalarText.Typed(trimmed),
        };
    }

    private static string Map(string text)
    {
        var pairs = Lines(text).Select(line => line.Split('=', 2)).ToList();
        if (pairs.Exists(pair => pair.Length < 2 || pair[0].Trim().Length == 0))
        {
            return SpecScalarText.Typed(text.Trim());
        }

        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in pairs)
        {
            map[pair[0].Trim()] = pair[1];
        }

        return SpecScalarText.Of(map);
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool IsLine(string text) =>
        text.Length > 0 && text.Trim() == text && !text.Contains('\n', StringComparison.Ordinal) && text[0] is not ('[' or '{');

    /// <summary>Written as YAML already, and whole: anything else would break the file.</summary>
    private static bool IsFlow(string text, char open, char close)
    {
        if (text[0] != open || text[^1] != close || text.Contains('\n', StringComparison.Ordinal))
        {
            return false;
        }

        try
        {
            return SpecEdit.TextOf($"x: {text}\n", "x") == text;
        }
        catch (SpecException)
        {
            return false;
        }
    }
}
