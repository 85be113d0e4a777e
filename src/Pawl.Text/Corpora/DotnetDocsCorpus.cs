using System.Text;
using System.Xml;

namespace Pawl.Text.Corpora;

/// <summary>
/// The XML documentation that ships in the .NET SDK's reference packs, as plain text: real prose on every machine that can build Pawl,
/// with no download. A member's parts make one paragraph; a paragraph that came before is left out, since overloads repeat each other.
/// </summary>
public sealed class DotnetDocsCorpus : ICorpus
{
    private readonly IReadOnlyList<string> _folders;

    public DotnetDocsCorpus()
        : this(ReferencePacks.SearchFolders()) { }

    /// <param name="folders">.NET folders to look into, each with a <c>packs</c> folder inside.</param>
    internal DotnetDocsCorpus(IReadOnlyList<string> folders) => _folders = folders;

    public string Name => "dotnet-docs";

    public IReadOnlyList<CorpusFile> Files() => ReferencePacks.Find(_folders);

    public string Read(IReadOnlyList<CorpusFile> files, Action<string> note)
    {
        var text = new StringBuilder();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            try
            {
                AppendFile(file.Path, text, seen);
            }
            catch (XmlException fault)
            {
                note($"{file.Name} is read up to line {fault.LineNumber} only: {fault.Message}");
            }
        }

        return text.ToString();
    }

    private static void AppendFile(string path, StringBuilder text, HashSet<string> seen)
    {
        using var reader = XmlReader.Create(path, new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        while (reader.ReadToFollowing("member"))
        {
            using var member = reader.ReadSubtree();
            var paragraph = DocumentationProse.Of(member);
            if (DocumentationProse.IsProse(paragraph) && seen.Add(paragraph))
            {
                text.Append(paragraph).Append("\n\n");
            }
        }
    }
}
