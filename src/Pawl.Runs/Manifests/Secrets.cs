using System.Text.Json.Nodes;

namespace Pawl.Runs.Manifests;

/// <summary>Keeps passwords and keys out of what is written down. A secret is known by its name alone.</summary>
public static class Secrets
{
    public const string Mask = "***";

    private static readonly string[] Marks = ["KEY", "TOKEN", "SECRET", "PASSWORD", "PASSWD", "CREDENTIAL"];
    private static readonly string[] Endings = ["key", "token", "secret", "password", "passwd", "credential", "credentials"];

    /// <summary>For environment variables, where a mask too many costs little: anything with KEY, TOKEN, SECRET or PASSWORD in its name.</summary>
    public static bool IsSecret(string name) => Marks.Any(mark => name.Contains(mark, StringComparison.OrdinalIgnoreCase));

    /// <summary>For options and spec keys: a part of the name ends so. <c>--api-key</c> is one, <c>tokenizer</c> and <c>--max-tokens</c> are not.</summary>
    public static bool IsSecretOption(string name) =>
        name.Split('-', '_', '.').Any(part => Endings.Any(ending => part.EndsWith(ending, StringComparison.OrdinalIgnoreCase)));

    public static string Masked(string name, string value) => IsSecret(name) ? Mask : value;

    /// <summary>Masks <c>--api-key VALUE</c>, <c>--api-key=VALUE</c> and <c>NAME_TOKEN=VALUE</c>.</summary>
    public static IReadOnlyList<string> Masked(IReadOnlyList<string> arguments)
    {
        var masked = new string[arguments.Count];
        for (var i = 0; i < masked.Length; i++)
        {
            var equals = arguments[i].IndexOf('=', StringComparison.Ordinal);
            var before = i > 0 ? arguments[i - 1] : "";
            var isValue = before.StartsWith("--", StringComparison.Ordinal) && !before.Contains('=') && IsSecretOption(before);
            masked[i] =
                isValue ? Mask
                : equals > 0 && IsSecretOption(arguments[i][..equals]) ? arguments[i][..(equals + 1)] + Mask
                : arguments[i];
        }

        return masked;
    }

    /// <summary>A copy of a spec without its secrets: environments by the rule of variables, lists as command lines, other texts as options.</summary>
    public static JsonObject Masked(JsonObject spec) => Masked(spec, IsSecretOption);

    /// <summary>The texts that <see cref="Masked(JsonObject)"/> hides: to find them where they do not stand under their name, as in a log.</summary>
    public static IEnumerable<string> ValuesIn(JsonObject spec) => Hidden(spec, Masked(spec)).Where(value => value.Length > 0);

    private static IEnumerable<string> Hidden(JsonNode? original, JsonNode? masked) =>
        (original, masked) switch
        {
            (JsonObject before, JsonObject after) => before.SelectMany(item => Hidden(item.Value, after[item.Key])),
            (JsonArray before, JsonArray after) => before.Zip(after).SelectMany(pair => Hidden(pair.First, pair.Second)),
            _ when IsText(original) && IsText(masked) => Hidden(original!.GetValue<string>(), masked!.GetValue<string>()),
            _ => [],
        };

    private static IEnumerable<string> Hidden(string original, string masked) =>
        original == masked ? []
        : masked == Mask ? [original]
        : [original[(masked.Length - Mask.Length)..]];

    private static JsonObject Masked(JsonObject source, Func<string, bool> isSecret) =>
        new(source.Select(item => KeyValuePair.Create(item.Key, Masked(item.Key, item.Value, isSecret))));

    private static JsonNode? Masked(string name, JsonNode? node, Func<string, bool> isSecret) =>
        node switch
        {
            JsonObject inner => Masked(inner, name == "environment" ? IsSecret : isSecret),
            JsonArray list when list.All(IsText) => new JsonArray([
                .. Masked([.. list.Select(item => item!.GetValue<string>())]).Select(item => (JsonNode)item),
            ]),
            _ when IsText(node) && isSecret(name) => Mask,
            _ => node?.DeepClone(),
        };

    private static bool IsText(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out _);
}
