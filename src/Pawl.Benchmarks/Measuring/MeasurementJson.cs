using System.Text.Json;
using System.Text.Json.Serialization;

namespace Pawl.Benchmarks.Measuring;

/// <summary>How a <see cref="Measurement"/> reads as JSON. Generated at build time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(Measurement))]
public sealed partial class MeasurementJson : JsonSerializerContext
{
    /// <summary>Reads the lines of a program's standard output.</summary>
    /// <exception cref="FormatException">A line is no measurement.</exception>
    public static IReadOnlyList<Measurement> ReadLines(string output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Read)];
    }

    private static Measurement Read(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, Default.Measurement) is { Name: not null, Work: not null, Unit: not null } measurement
                ? measurement
                : throw new FormatException($"Expected a measurement with name, work and unit, got: {line}");
        }
        catch (JsonException fault)
        {
            throw new FormatException($"Expected a measurement as one line of JSON, got: {line}", fault);
        }
    }
}
