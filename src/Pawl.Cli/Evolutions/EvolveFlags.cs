using System.CommandLine;
using Pawl.Evolutions;
using Pawl.Runs.Specs;

namespace Pawl.Cli.Evolutions;

/// <summary>
/// A flag for every key of an <c>evolve</c> spec: <c>queue.per_service</c> is <c>--queue-per-service</c>. Help lists those that most people
/// set; all of them work. A flag given wins over <c>--set</c> of the same key, since it was written for this verb.
/// </summary>
internal sealed class EvolveFlags
{
    /// <summary>The verb decides the task; the others are options of their own on every verb that starts a run.</summary>
    private static readonly string[] Taken = ["task", "name", "threads"];

    private readonly List<(SpecKey Key, Option<string?> Option)> _flags =
    [
        .. SharedSpecKeys.All.Concat(EvolveSchema.Schema.Keys).Where(key => !Taken.Contains(key.Path)).Select(key => (key, Flag(key))),
    ];

    /// <summary>The flag of a key.</summary>
    public static string NameOf(string path) => "--" + path.Replace('.', '-').Replace('_', '-');

    public void AddTo(Command verb)
    {
        foreach (var (_, option) in _flags)
        {
            verb.Add(option);
        }
    }

    /// <returns>The flags given, each as <c>key=value</c>.</returns>
    public IEnumerable<string> Sets(ParseResult parse) =>
        _flags
            .Where(flag => parse.GetResult(flag.Option) is not null)
            .Select(flag => $"{flag.Key.Path}={Value(flag.Key, parse.GetValue(flag.Option))}");

    private static Option<string?> Flag(SpecKey key) =>
        new(NameOf(key.Path))
        {
            Description = FirstSentence(key.Description),
            HelpName = HelpNameOf(key),
            Hidden = !key.IsEssential,
            Arity = key.Kind == SpecKind.Boolean ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne,
        };

    private static string Value(SpecKey key, string? given) =>
        key.Kind switch
        {
            SpecKind.Boolean => given ?? "true",
            // Words with commas between them, as people type lists; YAML's own brackets are taken too.
            SpecKind.TextList when given is not null && !given.StartsWith('[') => $"[{given}]",
            _ => given ?? "",
        };

    private static string HelpNameOf(SpecKey key) =>
        key.Kind switch
        {
            SpecKind.Integer => "N",
            SpecKind.Number => "NUMBER",
            SpecKind.Boolean => "true|false",
            SpecKind.Duration => "TIME",
            SpecKind.TextList => "A,B,…",
            _ when key.Choices.Count > 0 => string.Join('|', key.Choices),
            _ when key.PathPrefix is not null => "PATH",
            _ => "TEXT",
        };

    private static string FirstSentence(string text) =>
        text.IndexOf(". ", StringComparison.Ordinal) is > 0 and var end ? text[..end] : text.TrimEnd('.');
}
