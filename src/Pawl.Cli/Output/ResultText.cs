using System.Text.Json;
using System.Text.Json.Nodes;

namespace Pawl.Cli.Output;

/// <summary>What a workload returned, as people read it: losses in four digits, texts without quotes.</summary>
internal static class ResultText
{
    private const int MostWidth = 76;

    public static string Value(JsonNode? value) =>
        value switch
        {
            null => "none",
            JsonValue number when number.GetValueKind() == JsonValueKind.Number && !number.TryGetValue<long>(out _) => Format.Metric(
                number.GetValue<double>()
            ),
            JsonValue text when text.GetValueKind() == JsonValueKind.String => text.GetValue<string>(),
            _ => value.ToJsonString(),
        };

    /// <summary>The numbers and words of a result, several a line, each line within 76 columns; hashes are left to <c>runs show</c>.</summary>
    public static IEnumerable<string> Lines(JsonObject result)
    {
        const int longestValue = 40;
        var line = "";
        foreach (var (key, node) in result.Where(entry => entry.Value is JsonValue))
        {
            var value = Value(node);
            if (value.Length > longestValue)
            {
                continue;
            }

            var fact = $"{key} {value}";
            if (line.Length > 0 && line.Length + 3 + fact.Length > MostWidth)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? fact : $"{line}   {fact}";
        }

        if (line.Length > 0)
        {
            yield return line;
        }
    }
}
