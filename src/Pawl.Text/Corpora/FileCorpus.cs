using System.Text;

namespace Pawl.Text.Corpora;

/// <summary>Text files, folders (all files below, sorted) and patterns, in the order given.</summary>
public sealed class FileCorpus(IReadOnlyList<string> paths) : ICorpus
{
    private const int BinaryProbeBytes = 8192;

    public string Name { get; } =
        paths.Count == 0 ? "files" : Clean(Path.GetFileNameWithoutExtension(paths[0].TrimEnd('/', '*', '?', '.', '\\')));

    public IReadOnlyList<CorpusFile> Files()
    {
        if (paths.Count == 0)
        {
            throw new CorpusException(
                "data.paths names no file: list text files, folders or patterns there, or set data.corpus to dotnet-docs."
            );
        }

        var files = paths.SelectMany(Expand).DistinctBy(file => file.Path).ToList();
        return files.Count > 0 ? files : throw new CorpusException($"No file was found at {string.Join(", ", paths)}.");
    }

    public string Read(IReadOnlyList<CorpusFile> files, Action<string> note)
    {
        var text = new StringBuilder();
        foreach (var file in files)
        {
            var bytes = File.ReadAllBytes(file.Path);
            if (bytes.AsSpan(0, Math.Min(bytes.Length, BinaryProbeBytes)).Contains((byte)0))
            {
                note($"{file.Name} is left out: it holds zero bytes, so it is no text.");
                continue;
            }

            Append(text, Decode(bytes, file.Name, note));
        }

        return text.ToString();
    }

    /// <summary>Files follow each other on new lines; a single file is taken exactly as it is.</summary>
    private static void Append(StringBuilder text, string next)
    {
        if (text.Length > 0 && text[^1] != '\n')
        {
            text.Append('\n');
        }

        text.Append(next);
    }

    private static string Decode(byte[] bytes, string name, Action<string> note)
    {
        var content = bytes.AsSpan().StartsWith("\ufeff"u8) ? bytes.AsSpan(3) : bytes;
        if (!System.Text.Unicode.Utf8.IsValid(content))
        {
            note($"{name} is not all UTF-8: what is not was replaced by U+FFFD.");
        }

        return Encoding.UTF8.GetString(content);
    }

    private static IEnumerable<CorpusFile> Expand(string path)
    {
        if (Directory.Exists(path))
        {
            return GlobPattern.Below(Path.GetFullPath(path));
        }

        if (File.Exists(path))
        {
            return [new CorpusFile(Path.GetFileName(path), Path.GetFullPath(path))];
        }

        return GlobPattern.IsOne(path)
            ? GlobPattern.Match(path)
            : throw new CorpusException(
                $"data.paths names '{path}', which is neither a file nor a folder. Relative paths count from the spec file."
            );
    }

    private static string Clean(string name)
    {
        var clean = string.Concat(name.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.' or '_')).Trim('.');
        return clean.Length == 0 ? "files" : clean[..Math.Min(clean.Length, 40)];
    }
}
