using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Pawl.Runs.Specs;

/// <summary>
/// Reads the part of YAML a spec needs: mappings, sequences and scalars, each with its line. Anchors, tags and several documents are
/// refused, so that what stands in the file is all there is to read.
/// </summary>
internal sealed class SpecYaml
{
    /// <summary>Deeper nesting than any schema has; bounds the recursion on hostile input.</summary>
    private const int MaximumDepth = 16;

    private readonly Func<long, string> _where;
    private readonly List<SpecProblem> _problems;
    private readonly Parser _parser;

    private SpecYaml(string yaml, Func<long, string> where, List<SpecProblem> problems)
    {
        _where = where;
        _problems = problems;
        _parser = new Parser(new StringReader(yaml));
    }

    /// <param name="where">Names the place of a line, counted from 1.</param>
    /// <returns>Null when the text is empty or is not YAML (then the problem was added).</returns>
    public static SpecNode? Parse(string yaml, Func<long, string> where, List<SpecProblem> problems)
    {
        var reader = new SpecYaml(yaml, where, problems);
        try
        {
            return reader.Document();
        }
        // The scanner answers some broken text with an InvalidOperationException instead of its own.
        catch (Exception error) when (error is YamlException or InvalidOperationException)
        {
            problems.Add(Malformed(error, yaml, where, reader._parser.Current?.End.Line ?? 1));
            return null;
        }
    }

    /// <summary>The scanner blames a tab in the indentation on some other place, so that line is looked for first.</summary>
    private static SpecProblem Malformed(Exception error, string yaml, Func<long, string> where, long reached)
    {
        var tab = Array.FindIndex(yaml.Split('\n'), line => line.AsSpan().TrimStart(' ').StartsWith("\t"));
        if (tab >= 0)
        {
            return new SpecProblem(where(tab + 1), "", "spaces for indentation", "a tab");
        }

        return error is YamlException yamlError
            ? new SpecProblem(
                where(yamlError.Start.Line),
                "",
                "well-formed YAML",
                $"an error at column {yamlError.Start.Column}: {yamlError.Message}"
            )
            : new SpecProblem(where(reached), "", "well-formed YAML", "text that breaks off or does not fit, here or soon after");
    }

    private SpecNode? Document()
    {
        _parser.Consume<StreamStart>();
        if (_parser.TryConsume<StreamEnd>(out _))
        {
            return null;
        }

        _parser.Consume<DocumentStart>();
        var root = Node("", 0);
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
        {
            _problems.Add(new SpecProblem(_where(second.Start.Line), "", "one document", "a second one"));
        }

        return root;
    }

    private SpecNode Node(string path, int depth)
    {
        var line = _parser.Current!.Start.Line;
        var place = _where(line);
        if (depth > MaximumDepth)
        {
            throw new YamlException(_parser.Current.Start, _parser.Current.End, $"nested deeper than {MaximumDepth} levels");
        }

        if (_parser.TryConsume<AnchorAlias>(out var alias))
        {
            _problems.Add(new SpecProblem(place, path, "a value written out", $"the alias *{alias.Value}"));
            return new SpecScalar(place, "", IsPlain: true);
        }

        if (_parser.Current is NodeEvent { } node && (!node.Anchor.IsEmpty || !node.Tag.IsEmpty))
        {
            var sign = node.Anchor.IsEmpty ? $"the tag {node.Tag.Value}" : $"the anchor &{node.Anchor.Value}";
            _problems.Add(new SpecProblem(place, path, "a plain value", sign));
        }

        if (_parser.TryConsume<Scalar>(out var scalar))
        {
            return new SpecScalar(place, scalar.Value, scalar.Style == ScalarStyle.Plain);
        }

        if (_parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<SpecNode>();
            while (!_parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(Node(string.Create(CultureInfo.InvariantCulture, $"{path}[{items.Count}]"), depth + 1));
            }

            return new SpecSequence(place, items);
        }

        _parser.Consume<MappingStart>();
        return new SpecMapping(place, Entries(path, depth));
    }

    private List<SpecEntry> Entries(string path, int depth)
    {
        var entries = new List<SpecEntry>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var place = _where(_parser.Current!.Start.Line);
            if (Node(path, depth + 1) is not SpecScalar { IsNothing: false } key)
            {
                _problems.Add(new SpecProblem(place, path, "a key that is one word", "a key that is a list, a mapping or nothing"));
                Node(path, depth + 1);
                continue;
            }

            var keyPath = path.Length == 0 ? key.Text : $"{path}.{key.Text}";
            var value = Node(keyPath, depth + 1);
            if (entries.Find(entry => entry.Key == key.Text) is { } first)
            {
                _problems.Add(new SpecProblem(place, keyPath, "each key once", $"the key again (first at {first.Where})"));
                continue;
            }

            entries.Add(new SpecEntry(place, key.Text, value));
        }

        return entries;
    }
}
