using System.Text;

namespace Pawl.Runs.Specs;

/// <summary>Splits a line into words as a POSIX shell does, quotes and backslashes included; variables, globs and operators stay letters.</summary>
public static class ShellWords
{
    /// <returns>Null when a quote is not closed or the line ends in a backslash.</returns>
    public static string[]? Split(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var (isWord, quote) = (false, '\0');
        for (var i = 0; i < line.Length; i++)
        {
            var letter = line[i];
            if (letter == '\\' && quote != '\'')
            {
                if (i + 1 == line.Length)
                {
                    return null;
                }

                Escaped(word, quote, line[++i]);
                isWord = true;
            }
            else if (quote != '\0' ? letter == quote : letter is '"' or '\'')
            {
                quote = quote == '\0' ? letter : '\0';
                isWord = true;
            }
            else if (quote == '\0' && char.IsWhiteSpace(letter))
            {
                if (isWord)
                {
                    words.Add(word.ToString());
                    word.Clear();
                    isWord = false;
                }
            }
            else
            {
                word.Append(letter);
                isWord = true;
            }
        }

        if (isWord)
        {
            words.Add(word.ToString());
        }

        return quote == '\0' ? [.. words] : null;
    }

    /// <summary>A line that <see cref="Split"/>, and a shell, reads as these words.</summary>
    public static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(Quoted));

    private static void Escaped(StringBuilder word, char quote, char letter)
    {
        if (letter == '\n')
        {
            return;
        }

        if (quote == '"' && letter is not ('"' or '\\' or '$' or '`'))
        {
            word.Append('\\');
        }

        word.Append(letter);
    }

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "@%+=:,./_-".Contains(letter, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
