using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Pawl.Runs;
using Pawl.Runs.Workers;

namespace Pawl.Web.Telemetry;

/// <summary>
/// Sends metrics and traces of this process to an OpenTelemetry collector, as protobuf over HTTP. What cannot be sent is dropped by the
/// exporter; nothing waits for it. Disposal sends what is left, for at most a second.
/// </summary>
public sealed class OtlpExport : IDisposable
{
    /// <summary>Where the standard puts the collector's address.</summary>
    public const string Variable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const int LastMoment = 1000;

    private readonly MeterProvider _metrics;
    private readonly TracerProvider _traces;

    /// <param name="collector">Such as <c>http://localhost:4318</c>; the signals go to <c>v1/metrics</c> and <c>v1/traces</c> under it.</param>
    /// <param name="interval">Between two sendings of metrics; 15 s is what most collectors expect.</param>
    public OtlpExport(Uri collector, TimeSpan interval)
    {
        var resource = ResourceBuilder.CreateDefault().AddService("pawl", serviceVersion: ProductVersion.Full);
        _metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(ServerMetrics.MeterName)
            .AddOtlpExporter(
                (exporter, reader) =>
                {
                    exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
                    exporter.Endpoint = Under(collector, "v1/metrics");
                    reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)interval.TotalMilliseconds;
                }
            )
            .Build();
        _traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(resource)
            .AddSource(RequestTelemetry.SourceName, AttemptTrace.SourceName)
            .AddOtlpExporter(exporter =>
            {
                exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
                exporter.Endpoint = Under(collector, "v1/traces");
                exporter.BatchExportProcessorOptions.ScheduledDelayMilliseconds = (int)interval.TotalMilliseconds;
            })
            .Build();
    }

    /// <summary>The address a command line or the environment gives; null when neither does.</summary>
    /// <exception cref="FormatException">It is no http or https address.</exception>
    public static Uri? Parse(string? text) =>
        string.IsNullOrEmpty(text) ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
        : throw new FormatException($"Expected the address of an OpenTelemetry collector such as http://localhost:4318, got '{text}'.");

    public void Dispose()
    {
        _metrics.Shutdown(LastMoment);
        _traces.Shutdown(LastMoment);
        _metrics.Dispose();
        _traces.Dispose();
    }

    private static Uri Under(Uri collector, string path) => new($"{collector.ToString().TrimEnd('/')}/{path}");
}
