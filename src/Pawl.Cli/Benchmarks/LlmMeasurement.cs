using System.Text.Json.Serialization;

namespace Pawl.Cli.Benchmarks;

/// <summary>What one client needed for its calls; a line of <c>pawl bench llm --json</c> and of the peer.</summary>
/// <param name="Program"><c>pawl</c>, or how the peer names itself.</param>
/// <param name="CpuMs">Processor time of the client's process for a call, in milliseconds; the server is another process.</param>
/// <param name="BeforeMb">Resident memory after a tenth of the calls, in MiB, when everything is warm.</param>
/// <param name="AfterMb">Resident memory after the last call.</param>
internal sealed record LlmMeasurement(
    string Program,
    int Calls,
    int Concurrency,
    double Seconds,
    double CpuMs,
    double BeforeMb,
    double AfterMb,
    double PeakMb
)
{
    [JsonIgnore]
    public double Rate => Calls / Seconds;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LlmMeasurement))]
internal sealed partial class LlmMeasurementJson : JsonSerializerContext;
