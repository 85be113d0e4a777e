namespace Pawl.Runs.Specs;

/// <summary>
/// Changes one key in the text of a spec and leaves all other lines as they are: comments, order, blank lines, line ends. Knows both ways a
/// spec may be written, <c>a: {b: 1}</c> or its block form and <c>a.b: 1</c>.
/// </summary>
public static class SpecEdit
{
    private const int Indent = 2;

    /// <summary>Sets a key to a value; groups that are missing are made, and a key that is new goes to the end of its group.</summary>
    /// <param name="path">Dotted, such as <c>train.steps</c>.</param>
    /// <param name="value">On one line and such that it may stand in brackets; see <see cref="SpecScalarText"/>.</param>
    /// <exception cref="SpecException">The text is not YAML, or is no mapping: nothing can be changed in it.</exception>
    public static string Set(string yaml, string path, string value) => InLineFeeds(yaml, text => SetIn(text, path, value));

    /// <summary>Takes a key out, and the groups that are empty without it.</summary>
    /// <inheritdoc cref="Set" path="/exception"/>
    public static string Remove(string yaml, string path) => InLineFeeds(yaml, text => RemoveIn(text, path));

    /// <summary>What stands in the text for a key: a scalar's content, or a list or mapping as it is written; null when it is not there.</summary>
    /// <inheritdoc cref="Set" path="/exception"/>
    public static string? TextOf(string yaml, string path)
    {
        var document = SpecDocument.Parse(yaml.Replace("\r\n", "\n"));
        return document.Scalar(path) ?? document.ValueText(path);
    }

    /// <summary>The keys directly in a mapping of the text; empty when it is not there or is none.</summary>
    /// <inheritdoc cref="Set" path="/exception"/>
    public static IReadOnlyList<string> KeysOf(string yaml, string path) =>
        SpecDocument.Parse(yaml.Replace("\r\n", "\n")).Find(path) is var (_, entries) && entries[^1].Value.Entries is { } inner
            ? [.. inner.Select(entry => entry.Key)]
            : [];

    private static string InLineFeeds(string yaml, Func<string, string> edit)
    {
        var isWindows = yaml.Contains("\r\n", StringComparison.Ordinal);
        var edited = edit(isWindows ? yaml.Replace("\r\n", "\n") : yaml);
        return isWindows ? edited.Replace("\n", "\r\n") : edited;
    }

    private static string SetIn(string text, string path, string value)
    {
        var document = SpecDocument.Parse(text);
        if (document.Find(path) is var (_, entries))
        {
            return Replace(text, entries[^1], value);
        }

        return document.Root is { } root ? Add(text, root, path, value) : AppendLines(text, text.Length, Nested(path, value, 0));
    }

    private static string Replace(string text, SpecEntrySpan entry, string value)
    {
        if (entry.HasNoValue)
        {
            return text.Insert(entry.AfterColon, " " + value);
        }

        var end = entry.AfterColon + text[entry.AfterColon..entry.End].TrimEnd().Length;
        var lineEnd = LineEnd(text, entry.AfterColon);
        if (entry.Value.Start <= lineEnd && (entry.Value.Entries is null || entry.Value.IsFlow))
        {
            return string.Concat(text.AsSpan(0, entry.Value.Start), value, text.AsSpan(end));
        }

        // A block below its key: what stands on the key's own line, such as a comment, stays.
        return string.Concat(
            text.AsSpan(0, entry.AfterColon),
            " " + value,
            text.AsSpan(entry.AfterColon, lineEnd - entry.AfterColon),
            text.AsSpan(Math.Max(end, lineEnd))
        );
    }

    private static string Add(string text, SpecSpan mapping, string path, string value)
    {
        foreach (var entry in mapping.Entries!)
        {
            if (!path.StartsWith(entry.Key + ".", StringComparison.Ordinal))
            {
                continue;
            }

            var rest = path[(entry.Key.Length + 1)..];
            if (entry.Value.Entries is { Count: > 0 } || entry.Value is { Entries: not null, IsFlow: true })
            {
                return Add(text, entry.Value, rest, value);
            }

            if (entry.HasNoValue || entry.Value.Scalar is "~" or "null")
            {
                return Fill(text, mapping, entry, rest, value);
            }
        }

        if (mapping.IsFlow)
        {
            return mapping.Entries is [.., var before]
                ? text.Insert(before.End, $", {Flow(path, value)}")
                : text.Insert(mapping.End - 1, Flow(path, value));
        }

        var last = mapping.Entries[^1];
        var lines = Nested(path, value, Column(text, mapping.Entries[0].Start));
        return last.EndsWithBlockScalar && last.End > 0 && text[last.End - 1] == '\n'
            ? text.Insert(last.End, lines)
            : AppendLines(text, LineEnd(text, last.End), lines);
    }

    /// <summary>A group that stands there with nothing in it gets its first key.</summary>
    private static string Fill(string text, SpecSpan mapping, SpecEntrySpan entry, string path, string value)
    {
        var emptied = text.Remove(entry.AfterColon, entry.End - entry.AfterColon);
        return mapping.IsFlow
            ? emptied.Insert(entry.AfterColon, $" {{{Flow(path, value)}}}")
            : AppendLines(emptied, LineEnd(emptied, entry.AfterColon), Nested(path, value, Column(text, entry.Start) + Indent));
    }

    /// <param name="at">The end of a line.</param>
    private static string AppendLines(string text, int at, string lines)
    {
        if (at < text.Length)
        {
            return text.Insert(at + 1, lines);
        }

        var isOpen = at > 0 && text[at - 1] != '\n';
        return text + (isOpen ? "\n" : "") + (isOpen ? lines[..^1] : lines);
    }

    private static string Nested(string path, string value, int indent)
    {
        var parts = path.Split('.');
        return string.Concat(
            parts.Select(
                (part, depth) => new string(' ', indent + (Indent * depth)) + part + (depth == parts.Length - 1 ? $": {value}\n" : ":\n")
            )
        );
    }

    private static string Flow(string path, string value)
    {
        var parts = path.Split('.');
        return string.Join(": {", parts) + $": {value}" + new string('}', parts.Length - 1);
    }

    private static string RemoveIn(string text, string path)
    {
        if (SpecDocument.Parse(text).Find(path) is not var (mappings, entries))
        {
            return text;
        }

        // The outermost group that holds nothing but this key, and no comment, goes with it.
        var depth = entries.Count - 1;
        while (depth > 0 && mappings[depth].Entries!.Count == 1 && !text[entries[depth - 1].Start..entries[depth].Start].Contains('#'))
        {
            depth--;
        }

        var (mapping, entry) = (mappings[depth], entries[depth]);
        return mapping.IsFlow ? RemoveFromFlow(text, mapping, entry) : RemoveLines(text, entry);
    }

    private static string RemoveLines(string text, SpecEntrySpan entry)
    {
        var start = entry.Start - Column(text, entry.Start);
        start = text[start..entry.Start].Trim().Length > 0 ? entry.Start : start;
        var end =
            entry.EndsWithBlockScalar && text[entry.End - 1] == '\n' ? entry.End : Math.Min(text.Length, LineEnd(text, entry.End) + 1);
        return text.Remove(start, end - start);
    }

    private static string RemoveFromFlow(string text, SpecSpan mapping, SpecEntrySpan entry)
    {
        var index = mapping.Entries!.TakeWhile(item => item != entry).Count();
        if (index + 1 < mapping.Entries!.Count)
        {
            var next = mapping.Entries[index + 1].Start;
            return text.Remove(entry.Start, next - entry.Start);
        }

        if (index > 0)
        {
            var before = mapping.Entries[index - 1].End;
            return text.Remove(before, entry.End - before);
        }

        var after = text[entry.End..].TrimStart();
        var end = after.StartsWith(',') ? text.Length - after.Length + 1 : entry.End;
        return text.Remove(entry.Start, end - entry.Start);
    }

    private static int LineEnd(string text, int from)
    {
        var end = text.IndexOf('\n', Math.Min(from, text.Length));
        return end < 0 ? text.Length : end;
    }

    private static int Column(string text, int at) => at == 0 ? 0 : at - (text.LastIndexOf('\n', at - 1) + 1);
}
