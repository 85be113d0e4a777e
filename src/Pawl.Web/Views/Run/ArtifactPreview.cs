using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pawl.Web.Api;

namespace Pawl.Web.Views.Run;

/// <summary>The beginning of an artifact, in the form a page shows it. Reads a bounded part of the file, whatever its size.</summary>
internal abstract record ArtifactPreview
{
    public const int MostLines = 200;
    public const int MostRows = 50;
    private const int MostColumns = 40;
    private const int MostBytes = 256 * 1024;
    private const int LongestLine = 2000;

    private static readonly JsonSerializerOptions Pretty = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private ArtifactPreview() { }

    public sealed record Image : ArtifactPreview;

    /// <param name="IsCut">Whether there is more than is shown.</param>
    public sealed record Lines(string Content, int Count, bool IsCut) : ArtifactPreview;

    /// <param name="Rows">Below the head.</param>
    public sealed record Table(IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<string>> Rows, bool IsCut) : ArtifactPreview;

    public sealed record None(string Reason) : ArtifactPreview;

    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ArtifactPreview Of(RunArtifact artifact)
    {
        var (type, _) = ArtifactContent.TypeOf(artifact.Row.Path);
        if (type.StartsWith("image/", StringComparison.Ordinal))
        {
            return new Image();
        }

        if (artifact.File.Length == 0)
        {
            return new None("The file is empty.");
        }

        var (text, isCut) = Beginning(artifact.File.FullName);
        if (text is null)
        {
            return new None("It is no text; download it to look inside.");
        }

        return Path.GetExtension(artifact.Row.Path).ToLowerInvariant() switch
        {
            ".csv" => TableOf(text, ',', isCut),
            ".tsv" => TableOf(text, '\t', isCut),
            ".json" when !isCut => LinesOf(Indented(text), isCut: false),
            _ => LinesOf(text, isCut),
        };
    }

    private static Lines LinesOf(string text, bool isCut)
    {
        var lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n', MostLines + 1);
        var isLong = lines.Length > MostLines;
        var shown = lines.Take(MostLines).Select(line => line.Length > LongestLine ? line[..LongestLine] + "…" : line).ToList();
        return new Lines(string.Join('\n', shown), shown.Count, isCut || isLong);
    }

    private static ArtifactPreview TableOf(string text, char separator, bool isCut)
    {
        var rows = DelimitedText.Read(text, separator, MostRows + 2, MostColumns);
        return rows.Count == 0
            ? new None("The file is empty.")
            : new Table(rows[0], [.. rows.Skip(1).Take(MostRows)], isCut || rows.Count > MostRows + 1);
    }

    private static string Indented(string text)
    {
        try
        {
            return JsonNode.Parse(text)?.ToJsonString(Pretty) ?? text;
        }
        catch (JsonException)
        {
            return text;
        }
    }

    /// <returns>Null for what is no text: it holds a zero byte, or mostly bytes that are no UTF-8.</returns>
    private static (string? Text, bool IsCut) Beginning(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[(int)Math.Min(MostBytes, file.Length)];
        var read = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        var span = bytes.AsSpan(0, read);
        if (span.Contains((byte)0))
        {
            return (null, false);
        }

        var text = Encoding.UTF8.GetString(span).TrimStart('\uFEFF');
        return text.Count(letter => letter == '\uFFFD') > text.Length / 10 ? (null, false) : (text, file.Length > read);
    }
}
