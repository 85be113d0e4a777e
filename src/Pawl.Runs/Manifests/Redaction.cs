using System.Collections;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Pawl.Runs.Manifests;

/// <summary>
/// Takes the secrets of one run out of any text about it: the values its spec and this process's environment hold under a secret's name,
/// wherever they stand, and what a line itself names a secret (<c>api_key=…</c>, <c>Authorization: Bearer …</c>).
/// </summary>
public sealed partial class Redaction
{
    /// <summary>Shorter values are left: masking every "on" or "1024" would ruin a log and hide no key.</summary>
    private const int ShortestValue = 6;

    private readonly string[] _values;

    private Redaction(IEnumerable<string> values) =>
        // Longest first: a secret that holds another one goes as a whole.
        _values = [.. values.Where(value => value.Length >= ShortestValue).Distinct().OrderByDescending(value => value.Length)];

    /// <param name="specJson">The stored spec, with its secrets.</param>
    public static Redaction Of(string specJson) =>
        new(
            Secrets
                .ValuesIn(JsonNode.Parse(specJson) as JsonObject ?? [])
                .Concat(
                    Environment
                        .GetEnvironmentVariables()
                        .Cast<DictionaryEntry>()
                        .Where(entry => Secrets.IsSecret((string)entry.Key))
                        .Select(entry => (string?)entry.Value ?? "")
                        .Where(value => !value.All(char.IsAsciiDigit))
                )
        );

    public string Apply(string text)
    {
        foreach (var value in _values)
        {
            text = text.Replace(value, Secrets.Mask, StringComparison.Ordinal);
        }

        text = NamedPattern().Replace(text, $"${{lead}}{Secrets.Mask}");
        return BearerPattern().Replace(text, $"${{lead}}{Secrets.Mask}");
    }

    /// <summary>A copy in which every text is redacted, as a whole where it stands under a secret's name.</summary>
    public JsonNode? Apply(JsonNode? node) =>
        node switch
        {
            JsonObject group => new JsonObject(
                group.Select(item => KeyValuePair.Create(item.Key, IsSecret(item.Key, item.Value) ? Secrets.Mask : Apply(item.Value)))
            ),
            JsonArray list => new JsonArray([.. list.Select(Apply)]),
            JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(Apply(text)),
            _ => node?.DeepClone(),
        };

    private static bool IsSecret(string name, JsonNode? value) =>
        Secrets.IsSecretOption(name) && value is JsonValue text && text.TryGetValue<string>(out _);

    // OPENAI_API_KEY=sk-…  "password": "…"  --auth-token …  ; a number alone is no secret ("token: 4096").
    [GeneratedRegex(
        """(?<lead>(api[_-]?key|secret|password|passwd|credentials?|(access|auth|api|bearer)[_-]?token)["']?(\s*[=:]\s*|\s+(?=["']))["']?)(?![\d.]+\b)[^\s"',;&]{4,}""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex NamedPattern();

    [GeneratedRegex(
        @"(?<lead>\b(bearer|basic)\s+)[A-Za-z0-9._~+/=-]{8,}|\bsk-[A-Za-z0-9_-]{16,}",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex BearerPattern();
}
