using System.Text.Json;

namespace Pawl.Runs.Workloads.Command;

/// <summary>
/// What a program tells its run by a line of output. Samples:
/// <c>@pawl {"progress":0.4,"message":"epoch 2/5"}</c>, <c>@pawl {"step":10,"metrics":{"loss/train":1.25}}</c>,
/// <c>@pawl {"resumed":1000}</c> (before the first metric: the program goes on from its own checkpoint of step 1000).
/// </summary>
internal sealed record PawlLine(
    double? Progress,
    string? Message,
    long? Step,
    IReadOnlyList<KeyValuePair<string, double>> Metrics,
    long? Resumed
)
{
    private const string Prefix = "@pawl ";
    private const int LongestName = 200;
    private const int LongestMessage = 1000;

    public static bool Is(string line) => line.StartsWith(Prefix, StringComparison.Ordinal);

    /// <exception cref="FormatException">What was expected and what came. Nothing of such a line is used.</exception>
    public static PawlLine Parse(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line.AsMemory(Prefix.Length));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Read(document.RootElement)
                : throw Expected("a JSON object", document.RootElement);
        }
        catch (JsonException error)
        {
            throw new FormatException($"expected JSON (which has no NaN and no infinity): {error.Message}", error);
        }
    }

    private static PawlLine Read(JsonElement root)
    {
        var read = new PawlLine(null, null, null, [], null);
        foreach (var property in root.EnumerateObject())
        {
            var value = property.Value;
            read = property.Name switch
            {
                "progress" => read with { Progress = Number(value, "a number from 0 to 1 as progress") },
                "message" => read with { Message = Text(value) },
                "step" => read with { Step = Count(value, "step") },
                "resumed" => read with { Resumed = Count(value, "resumed") },
                "metrics" when value.ValueKind == JsonValueKind.Object => read with
                {
                    Metrics = [.. value.EnumerateObject().Select(Metric)],
                },
                "metrics" => throw Expected("an object of numbers as metrics", value),
                _ => throw new FormatException($"expected progress, message, step, metrics or resumed, got the key '{property.Name}'"),
            };
        }

        return read.Metrics.Count > 0 && read.Step is null
            ? throw new FormatException("expected a step beside the metrics, got none")
            : read;
    }

    private static KeyValuePair<string, double> Metric(JsonProperty metric) =>
        metric.Name.Length is 0 or > LongestName
            ? throw new FormatException($"expected a metric's name of 1 to {LongestName} characters, got {metric.Name.Length}")
            : KeyValuePair.Create(metric.Name, Number(metric.Value, $"a finite number as metric '{metric.Name}'"));

    private static double Number(JsonElement value, string expected) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw Expected(expected, value);

    private static long Count(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var count) && count >= 0
            ? count
            : throw Expected($"a whole number of at least 0 as {name}", value);

    private static string Text(JsonElement value)
    {
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Expected("a text as message", value);
        return text.Length <= LongestMessage ? text : text[..LongestMessage] + "…";
    }

    private static FormatException Expected(string expected, JsonElement actual)
    {
        var text = actual.GetRawText();
        return new FormatException($"expected {expected}, got {(text.Length <= 80 ? text : text[..80] + "…")}");
    }
}
