using System.Text;
using System.Xml;

namespace Pawl.Text.Corpora;

/// <summary>Makes readable text of one <c>&lt;member&gt;</c> of a documentation file.</summary>
/// <remarks>
/// Sample: <c>&lt;summary&gt;Joins a &lt;see cref="T:System.String" /&gt;.&lt;/summary&gt;&lt;returns&gt;&lt;see langword="true" /&gt; if done.&lt;/returns&gt;</c>
/// gives "Joins a String. Returns true if done." in two lines.
/// </remarks>
internal static class DocumentationProse
{
    /// <summary>The parts that are sentences. Parameters, exceptions and code samples are fragments and left out.</summary>
    private static readonly HashSet<string> Parts = ["summary", "remarks", "returns", "value"];

    public static string Of(XmlReader member)
    {
        var lines = new List<string>();
        member.Read();
        while (member.Read())
        {
            if (member.NodeType == XmlNodeType.Element && Parts.Contains(member.Name))
            {
                var name = member.Name;
                using var part = member.ReadSubtree();
                var line = Flatten(part);
                if (line.Length > 0)
                {
                    lines.Add(name == "returns" ? $"Returns: {line}" : line);
                }
            }
        }

        return string.Join('\n', lines);
    }

    /// <summary>Mostly letters and at least three words: signatures and instruction listings are not.</summary>
    public static bool IsProse(string text) =>
        text.Count(letter => letter == ' ') >= 2
        && text.Count(letter => char.IsLetter(letter) || letter is ' ' or '\n' or '.' or ',') >= 0.92 * text.Length;

    private static string Flatten(XmlReader part)
    {
        var text = new StringBuilder();
        var codeDepth = int.MaxValue;
        while (part.Read())
        {
            if (part.Depth > codeDepth)
            {
                continue;
            }

            codeDepth = int.MaxValue;
            switch (part.NodeType)
            {
                case XmlNodeType.Element when part.Name == "code" && !part.IsEmptyElement:
                    codeDepth = part.Depth;
                    break;
                case XmlNodeType.Element:
                    text.Append(Reference(part));
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    text.Append(part.Value);
                    break;
                case XmlNodeType.EndElement:
                    text.Append(part.Name is "para" or "item" or "description" or "term" ? " " : "");
                    break;
            }
        }

        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Reference(XmlReader element) =>
        element.GetAttribute("langword")
        ?? element.GetAttribute("name")
        ?? (
            element.GetAttribute("cref") is { } reference && element.IsEmptyElement ? ShortName(reference)
            : element.Name is "para" or "br" or "item" ? " "
            : ""
        );

    /// <summary><c>M:System.String.Join``1(System.Char)</c> reads <c>String.Join</c>, <c>T:System.Int32</c> reads <c>Int32</c>.</summary>
    internal static string ShortName(string reference)
    {
        var colon = reference.IndexOf(':');
        var path = (colon == 1 ? reference[2..] : reference).Split('(', '{', '[')[0];
        var parts = path.Replace('#', '.').Split('.', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('`')[0]).ToArray();
        var kept = colon == 1 && reference[0] is 'M' or 'P' or 'F' or 'E' ? 2 : 1;
        return string.Join('.', parts.TakeLast(kept).Where(part => part != "ctor"));
    }
}
