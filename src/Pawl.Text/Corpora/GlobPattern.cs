using System.Text;
using System.Text.RegularExpressions;

namespace Pawl.Text.Corpora;

/// <summary>Paths with <c>*</c> (any characters but a slash), <c>?</c> (one of them) and <c>**</c> (any folders, also none).</summary>
internal static class GlobPattern
{
    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.Hidden | FileAttributes.System,
    };

    public static bool IsOne(string path) => path.AsSpan().IndexOfAny('*', '?') >= 0;

    /// <summary>The matching files, each with the folder before the first wildcard as its base, sorted by ordinal path.</summary>
    public static IEnumerable<CorpusFile> Match(string pattern)
    {
        var full = Path.GetFullPath(pattern).Replace('\\', '/');
        var root = full[..full.LastIndexOf('/', full.AsSpan().IndexOfAny('*', '?'))];
        root = root.Length == 0 ? "/" : root;
        if (!Directory.Exists(root))
        {
            return [];
        }

        var expression = Expression(full);
        return Below(root).Where(file => expression.IsMatch(file.Path.Replace('\\', '/')));
    }

    /// <summary>Every file below a folder that is not hidden, sorted by ordinal path.</summary>
    public static IEnumerable<CorpusFile> Below(string folder) =>
        Directory
            .EnumerateFiles(folder, "*", Everything)
            .Select(path => new CorpusFile(Path.GetRelativePath(folder, path).Replace('\\', '/'), path))
            .OrderBy(file => file.Name, StringComparer.Ordinal);

    private static Regex Expression(string pattern)
    {
        var text = new StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern.AsSpan(i).StartsWith("**/"))
            {
                text.Append("(?:[^/]+/)*");
                i += 2;
            }
            else
            {
                text.Append(
                    pattern[i] switch
                    {
                        '*' when pattern.AsSpan(i).StartsWith("**") => ".*",
                        '*' => "[^/]*",
                        '?' => "[^/]",
                        var letter => Regex.Escape(letter.ToString()),
                    }
                );
            }
        }

        return new Regex(text.Append('$').ToString(), RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
    }
}
