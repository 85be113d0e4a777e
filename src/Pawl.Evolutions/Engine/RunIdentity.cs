using System.Text.Json;
using Pawl.Runs.Specs;

namespace Pawl.Evolutions.Engine;

/// <summary>What the lines of a run were made with. An attempt goes on only with the same, else one file would hold lines of two kinds.</summary>
/// <param name="Input">Absolute path.</param>
/// <param name="InputSha256">Of its bytes, lower-case hex.</param>
/// <param name="Output">Absolute path; null when there is none but the artifacts.</param>
/// <param name="Settings">Key to value as text, of every key that is set and that an answer or a line depends on.</param>
/// <param name="Reference">File of the reference data to the SHA-256 of its content.</param>
public sealed record RunIdentity(
    string Input,
    string InputSha256,
    string? Output,
    IReadOnlyDictionary<string, string> Settings,
    IReadOnlyDictionary<string, string> Reference
)
{
    /// <summary>
    /// Keys that say where, how fast and at what price, and leave every answer as it is. A key that is not named here counts: a new one must
    /// prove that it does not matter.
    /// </summary>
    private static readonly string[] Operational =
    [
        "name",
        "tags",
        "threads",
        "timeout",
        "grace",
        "silence",
        "retry.",
        "input",
        "output",
        "reference",
        "concurrency",
        "queue.",
        "calls.",
        "limits.",
        "breaker.",
        "budget.",
        "prices.",
        "cache.",
        "provider.address",
        "provider.auth_variable",
        "provider.auth_file",
    ];

    public static RunIdentity Of(ResolvedSpec spec, string inputSha256, IReadOnlyDictionary<string, string> reference) =>
        new(
            spec.Text("input"),
            inputSha256,
            spec.TextOrNull("output"),
            spec.Keys.Where(key => IsTelling(key) && spec.Value(key) is not null)
                .ToDictionary(key => key, key => Whole(spec.Value(key)!), StringComparer.Ordinal),
            reference
        );

    public static RunIdentity Parse(string json) => JsonSerializer.Deserialize<RunIdentity>(json, JsonSerializerOptions.Web)!;

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <summary>In what another identity differs from this one, each as a sentence that names it; empty when the run may go on.</summary>
    public IReadOnlyList<string> Differences(RunIdentity now) =>
        [
            .. Files(now),
            .. Changes(Settings, now.Settings)
                .Select(change => $"setting {change.Name} was {change.Before ?? "not set"} and is {change.After ?? "not set"}"),
            .. Changes(Reference, now.Reference)
                .Select(change =>
                    change switch
                    {
                        (var file, _, null) => $"reference file {file} is gone",
                        (var file, null, _) => $"reference file {file} is new",
                        var (file, _, _) => $"reference file {file} has changed",
                    }
                ),
        ];

    private IEnumerable<string> Files(RunIdentity now)
    {
        if (InputSha256 != now.InputSha256)
        {
            yield return Input == now.Input
                ? $"the input file has changed: {Input} had SHA-256 {InputSha256[..12]}… and has {now.InputSha256[..12]}…"
                : $"the input file is another one: it was {Input} and is {now.Input}";
        }

        if (Output != now.Output)
        {
            yield return $"the output path is another one: it was {Output ?? "not set"} and is {now.Output ?? "not set"}";
        }
    }

    private static IEnumerable<(string Name, string? Before, string? After)> Changes(
        IReadOnlyDictionary<string, string> before,
        IReadOnlyDictionary<string, string> after
    ) =>
        before
            .Keys.Union(after.Keys, StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(name => (Name: name, Before: before.GetValueOrDefault(name), After: after.GetValueOrDefault(name)))
            .Where(change => change.Before != change.After);

    /// <summary>Not as messages show values: those are shortened, and two long names of models may differ at their ends.</summary>
    private static string Whole(object value) =>
        value switch
        {
            string text => text,
            string[] list => $"[{string.Join(", ", list)}]",
            _ => SpecText.Of(value),
        };

    private static bool IsTelling(string key) =>
        !Operational.Any(name => name.EndsWith('.') ? key.StartsWith(name, StringComparison.Ordinal) : key == name);
}
