using System.Globalization;
using System.Text.Json.Nodes;

namespace Pawl.Web.Views.Run;

/// <summary>The result of a run as names and values for a page.</summary>
internal static class ResultValues
{
    /// <summary>Nested groups get dotted names; numbers at most six digits after the point.</summary>
    public static IEnumerable<(string Name, string Value)> Of(JsonNode? node, string prefix = "") =>
        node switch
        {
            JsonObject group => group.SelectMany(item => Of(item.Value, prefix.Length == 0 ? item.Key : $"{prefix}.{item.Key}")),
            null => [(prefix, "–")],
            JsonValue value when value.TryGetValue<string>(out var text) => [(prefix, text)],
            JsonValue value when value.TryGetValue<double>(out var number) => [(prefix, Number(number))],
            _ => [(prefix, node.ToJsonString())],
        };

    private static string Number(double number) =>
        Math.Abs(number) is >= 1e-4 and < 1e15 or 0
            ? number.ToString(Math.Abs(number) < 1 ? "0.######" : "#,0.####", CultureInfo.InvariantCulture)
            : number.ToString("G6", CultureInfo.InvariantCulture);
}
