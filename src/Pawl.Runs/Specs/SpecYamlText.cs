using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Pawl.Runs.Specs;

/// <summary>
/// Writes a resolved spec as YAML that can be run again: the workload and every value that is not the default, profiles already applied.
/// Resolving the text gives the same values.
/// </summary>
public static partial class SpecYamlText
{
    private static readonly JsonSerializerOptions Quotes = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="schema">Of the spec's workload.</param>
    /// <param name="mask">What to write instead of a value, or null to write it: hides secrets.</param>
    public static string Write(SpecSchema schema, ResolvedSpec spec, Func<SpecKey, object?, object?>? mask = null)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"workload: {Quoted(spec.Workload)}\n");
        if (spec.Profile is { } profile)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"# The values of profile {profile.ReplaceLineEndings(" ")} are written out below.\n"
            );
        }

        IReadOnlyList<string> open = [];
        foreach (var key in InFileOrder(schema).Where(key => IsChanged(key, spec)))
        {
            var parts = key.Path.Split('.');
            var shared = open.Zip(parts[..^1]).TakeWhile(pair => pair.First == pair.Second).Count();
            for (var depth = shared; depth < parts.Length - 1; depth++)
            {
                text.Append(' ', depth * 2).Append(parts[depth]).Append(":\n");
            }

            open = parts[..^1];
            var value = spec.Value(key.Path);
            Append(text, parts.Length - 1, parts[^1], mask is null ? value : mask(key, value));
        }

        return text.ToString();
    }

    /// <summary>Whether a value differs from the key's default, however it came about.</summary>
    public static bool IsChanged(SpecKey key, ResolvedSpec spec) =>
        (spec.Value(key.Path), key.Default) switch
        {
            (string[] list, string[] before) => !list.SequenceEqual(before, StringComparer.Ordinal),
            (IReadOnlyDictionary<string, string> map, IReadOnlyDictionary<string, string> before) => map.Count != before.Count
                || map.Any(item => !before.TryGetValue(item.Key, out var other) || other != item.Value),
            var (value, before) => !Equals(value, before),
        };

    /// <summary>Shared keys first, as specs are written; keys of one group side by side.</summary>
    public static IEnumerable<SpecKey> InFileOrder(SpecSchema schema)
    {
        var keys = SharedSpecKeys.All.Concat(schema.Keys).ToList();
        var groups = keys.Select(Group)
            .Distinct()
            .Select((group, index) => (group, index))
            .ToDictionary(item => item.group, item => item.index);
        return keys.OrderBy(key => groups[Group(key)]);
    }

    private static string Group(SpecKey key) => key.Path[..Math.Max(0, key.Path.LastIndexOf('.'))];

    private static void Append(StringBuilder text, int depth, string name, object? value)
    {
        text.Append(' ', depth * 2).Append(name).Append(':');
        switch (value)
        {
            case string[] { Length: > 0 } list:
                text.Append('\n');
                foreach (var item in list)
                {
                    text.Append(' ', depth * 2 + 2).Append("- ").Append(Quoted(item)).Append('\n');
                }

                break;
            case IReadOnlyDictionary<string, string> { Count: > 0 } map:
                text.Append('\n');
                foreach (var (key, item) in map.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    text.Append(' ', depth * 2 + 2).Append(Quoted(key)).Append(": ").Append(Quoted(item)).Append('\n');
                }

                break;
            default:
                text.Append(' ').Append(Scalar(value)).Append('\n');
                break;
        }
    }

    private static string Scalar(object? value) =>
        value switch
        {
            null => "null",
            bool truth => truth ? "true" : "false",
            long integer => integer.ToString(CultureInfo.InvariantCulture),
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            TimeSpan duration => SpecDuration.Format(duration),
            string[] => "[]",
            IReadOnlyDictionary<string, string> => "{}",
            string text => Quoted(text),
            _ => throw new InvalidOperationException($"A spec cannot hold a {value.GetType().Name}."),
        };

    /// <summary>Plain where YAML reads it as just this text, else with double quotes, whose escapes are JSON's.</summary>
    private static string Quoted(string text) =>
        PlainText().IsMatch(text) && !IsReserved(text) ? text : JsonSerializer.Serialize(text, Quotes);

    private static bool IsReserved(string text) =>
        text.ToLowerInvariant() is "true" or "false" or "null" or "yes" or "no" or "on" or "off" or "y" or "n";

    // A word or path that begins with a letter or '/': no sign, digit, quote, colon, hash or space that YAML could read into.
    [GeneratedRegex(@"^[A-Za-z_/][A-Za-z0-9_./+-]*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PlainText();
}
