using System.Text.Json;
using System.Text.Json.Nodes;
using Pawl.Runs.Specs;

namespace Pawl.Web.Api;

/// <summary>A profile to save: the text of its file, or what to make the file of.</summary>
/// <param name="Yaml">The whole file; nothing else may be given with it.</param>
/// <param name="Workload">The only workload it is for; left out, any.</param>
/// <param name="Values">Dotted key to its value; durations are texts such as <c>5m</c>.</param>
internal sealed record ProfileBody(
    string? Yaml = null,
    string? Workload = null,
    string? Description = null,
    IReadOnlyDictionary<string, JsonNode?>? Values = null
)
{
    /// <exception cref="SpecException">It gives neither or both, or a value that no key takes.</exception>
    public string ToFile()
    {
        if ((Yaml is null) == (Values is null))
        {
            throw new SpecException([new SpecProblem("body", "", "either yaml or values", Yaml is null ? "neither" : "both")]);
        }

        if (Yaml is not null)
        {
            return Yaml;
        }

        var file = string.IsNullOrEmpty(Workload) ? "" : SpecEdit.Set("", "workload", SpecScalarText.Text(Workload));
        file = string.IsNullOrEmpty(Description) ? file : SpecEdit.Set(file, "description", SpecScalarText.Text(Description));
        return Values!.Aggregate(file, (text, pair) => SpecEdit.Set(text, Key(pair.Key), Value(pair.Key, pair.Value)));
    }

    /// <summary>Keys are words of letters, digits and underscores: anything else could break the file.</summary>
    private static string Key(string key) =>
        key.Length > 0 && key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-' or '.')
            ? key
            : throw new SpecException([new SpecProblem("values", key, "a dotted key such as train.steps", $"'{key}'")]);

    private static string Value(string key, JsonNode? value) =>
        value switch
        {
            null => "null",
            JsonArray list => SpecScalarText.Of(list.Select(item => Word(key, item)).ToArray()),
            JsonObject map => SpecScalarText.Of(map.ToDictionary(item => item.Key, item => Word(key, item.Value), StringComparer.Ordinal)),
            _ when value.GetValueKind() == JsonValueKind.String => SpecScalarText.Text(value.GetValue<string>()),
            _ => value.ToJsonString(),
        };

    private static string Word(string key, JsonNode? item) =>
        item?.GetValueKind() == JsonValueKind.String
            ? item.GetValue<string>()
            : throw new SpecException([new SpecProblem("values", key, "texts", item?.ToJsonString() ?? "null")]);
}
