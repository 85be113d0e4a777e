using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Pawl.Evolutions.Reference;

/// <summary>Reads the files of a source and keeps the hash of each and everything that is wrong.</summary>
internal sealed class ReferenceLoader(ReferenceSource source)
{
    private readonly List<ReferenceProblem> _problems = [];
    private readonly SortedDictionary<string, string> _hashes = new(StringComparer.Ordinal);

    public IReadOnlyList<ReferenceFile> Files => [.. _hashes.Select(pair => new ReferenceFile(pair.Key, pair.Value))];

    public IReadOnlyList<ReferenceProblem> Problems => [.. _problems.OrderBy(problem => problem.File, StringComparer.Ordinal)];

    /// <param name="nothing">Stands for a file that is missing or no JSON; a problem is told then.</param>
    public T Json<T>(string path, Func<JsonElement, JsonShape, T> read, T nothing)
    {
        var shape = new JsonShape(path, _problems);
        try
        {
            return Bytes(path) is { } bytes && shape.Parse(bytes) is { } root ? read(root, shape) : nothing;
        }
        catch (InvalidOperationException exception)
        {
            // A key with half of a surrogate pair: valid JSON by its grammar, and no text.
            shape.Add("$", $"The file holds a text that is no Unicode: {exception.Message}");
            return nothing;
        }
    }

    public PromptTemplate Template(string path, params IReadOnlyList<string> places) =>
        Text(path) is { } text ? PromptTemplate.Parse(path, text, places, _problems) : PromptTemplate.Parse(path, "", [], []);

    /// <summary>Line breaks as LF, without blank ends; null, and told, when it is missing or empty.</summary>
    public string? Text(string path)
    {
        if (Bytes(path) is not { } bytes)
        {
            return null;
        }

        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true)
                .GetString(bytes)
                .TrimStart('\uFEFF')
                .ReplaceLineEndings("\n")
                .Trim();
            if (text.Length > 0)
            {
                return text;
            }

            _problems.Add(new(path, "", "The file is empty."));
        }
        catch (DecoderFallbackException)
        {
            _problems.Add(new(path, "", "The file is no UTF-8 text."));
        }

        return null;
    }

    /// <summary>Every <c>.md</c> of a folder by its name without the ending; at least one.</summary>
    public IReadOnlyDictionary<string, string> Texts(string folder)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in source.List(folder).Where(path => path.EndsWith(".md", StringComparison.Ordinal)))
        {
            if (Text(path) is { } text)
            {
                texts[path[(folder.Length + 1)..^3]] = text;
            }
        }

        if (texts.Count == 0)
        {
            _problems.Add(new(folder, "", "The folder holds no .md file; expected at least one."));
        }

        return texts;
    }

    private byte[]? Bytes(string path)
    {
        try
        {
            if (source.Read(path) is { } bytes)
            {
                _hashes[path] = Convert.ToHexStringLower(SHA256.HashData(bytes));
                return bytes;
            }

            _problems.Add(new(path, "", "The file is missing."));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _problems.Add(new(path, "", $"The file cannot be read: {exception.Message}"));
        }

        return null;
    }
}
