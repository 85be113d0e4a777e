using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Pawl.Runs.Specs;

/// <summary>Where everything stands in the text of a spec: what <see cref="SpecEdit"/> cuts by. Positions count UTF-16 units from 0.</summary>
internal sealed class SpecDocument
{
    /// <summary>As deep as <see cref="SpecYaml"/> reads.</summary>
    private const int MaximumDepth = 16;

    private readonly string _text;
    private readonly Parser _parser;

    private SpecDocument(string text)
    {
        _text = text;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>Null when the text holds no value at all.</summary>
    public SpecSpan? Root { get; private set; }

    /// <param name="text">With line feeds alone.</param>
    /// <exception cref="SpecException">The text is not YAML, or is not a mapping.</exception>
    public static SpecDocument Parse(string text)
    {
        var problems = new List<SpecProblem>();
        var node = SpecYaml.Parse(text, line => $"line {line}", problems);
        if (node is null && problems.Count > 0)
        {
            throw new SpecException(problems);
        }

        var document = new SpecDocument(text);
        if (node is SpecMapping)
        {
            document.Root = document.Read();
        }
        else if (node is not null and not SpecScalar { IsNothing: true })
        {
            throw new SpecException([new SpecProblem(node.Where, "", "a mapping of keys to values", SpecText.Describe(node))]);
        }

        return document;
    }

    /// <summary>The mappings on the way to a key, outermost first, and its entry in the last of them; null when it is not there.</summary>
    public (IReadOnlyList<SpecSpan> Mappings, IReadOnlyList<SpecEntrySpan> Entries)? Find(string path)
    {
        var mappings = new List<SpecSpan>();
        var entries = new List<SpecEntrySpan>();
        return Root is not null && Find(Root, path, mappings, entries) ? (mappings, entries) : null;
    }

    /// <summary>The text of a key's value as it stands in the file; null when the key is not there.</summary>
    public string? ValueText(string path) => Find(path) is var (_, entries) ? _text[entries[^1].Value.Start..entries[^1].Value.End] : null;

    /// <summary>The content of a scalar value; null when the key is not there or is a list or a mapping.</summary>
    public string? Scalar(string path) => Find(path) is var (_, entries) ? entries[^1].Value.Scalar : null;

    private static bool Find(SpecSpan mapping, string path, List<SpecSpan> mappings, List<SpecEntrySpan> entries)
    {
        mappings.Add(mapping);
        foreach (var entry in mapping.Entries!)
        {
            entries.Add(entry);
            if (entry.Key == path)
            {
                return true;
            }

            if (entry.Value.Entries is not null && path.StartsWith(entry.Key + ".", StringComparison.Ordinal))
            {
                if (Find(entry.Value, path[(entry.Key.Length + 1)..], mappings, entries))
                {
                    return true;
                }
            }

            entries.RemoveAt(entries.Count - 1);
        }

        mappings.RemoveAt(mappings.Count - 1);
        return false;
    }

    private SpecSpan Read()
    {
        _parser.Consume<StreamStart>();
        _parser.Consume<DocumentStart>();
        return Node(0);
    }

    private int At(Mark mark) => Math.Min(_text.Length, (int)mark.Index);

    /// <summary>The parser gives a closing bracket no length.</summary>
    private int AfterBracket(ParsingEvent end) => Math.Min(_text.Length, At(end.Start) + 1);

    private SpecSpan Node(int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new SpecException([new SpecProblem("", "", $"at most {MaximumDepth} levels", "more")]);
        }

        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            return new SpecSpan(At(alias.Start), At(alias.End)) { Scalar = "" };
        }

        if (_parser.TryConsume<Scalar>(out var scalar))
        {
            var isBlock = scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded;
            return new SpecSpan(At(scalar.Start), At(scalar.End)) { Scalar = scalar.Value, IsBlockScalar = isBlock };
        }

        if (_parser.TryConsume<SequenceStart>(out var sequence))
        {
            return Sequence(sequence, depth);
        }

        var start = _parser.Consume<MappingStart>();
        var entries = new List<SpecEntrySpan>();
        while (!_parser.Accept<MappingEnd>(out _))
        {
            var key = Node(depth + 1);
            var colon = _text.IndexOf(':', Math.Min(key.End, _text.Length));
            entries.Add(new SpecEntrySpan(key.Scalar ?? "", key.Start, colon < 0 ? key.End : colon + 1, Node(depth + 1)));
        }

        var end = _parser.Consume<MappingEnd>();
        var isFlow = start.Style == MappingStyle.Flow;
        return new SpecSpan(At(start.Start), isFlow ? AfterBracket(end) : entries[^1].End) { Entries = entries, IsFlow = isFlow };
    }

    private SpecSpan Sequence(SequenceStart start, int depth)
    {
        var last = At(start.End);
        var isBlockScalar = false;
        while (!_parser.Accept<SequenceEnd>(out _))
        {
            var item = Node(depth + 1);
            (last, isBlockScalar) = (Math.Max(last, item.End), item.IsBlockScalar);
        }

        var end = _parser.Consume<SequenceEnd>();
        var isFlow = start.Style == SequenceStyle.Flow;
        return new SpecSpan(At(start.Start), isFlow ? AfterBracket(end) : last)
        {
            IsFlow = isFlow,
            IsBlockScalar = isBlockScalar && !isFlow,
        };
    }
}
