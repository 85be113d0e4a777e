using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Pawl.Web.Telemetry;

/// <summary>
/// Gathers what one meter measures and writes it in the Prometheus text format 0.0.4. Instruments are named as the format wants them;
/// <c>_total</c> is added to counters here.
/// </summary>
internal sealed class PrometheusText : IDisposable
{
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Sets of labels kept per instrument. Beyond it new ones are dropped: a mistake in labels must not eat the memory.</summary>
    private const int MostSeries = 2000;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, (Instrument Instrument, Dictionary<string, MetricSeries> Series)> _instruments = new(
        StringComparer.Ordinal
    );
    private readonly MeterListener _listener;

    public PrometheusText(Meter meter)
    {
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter, meter))
                {
                    lock (_gate)
                    {
                        _instruments[instrument.Name] = (instrument, new Dictionary<string, MetricSeries>(StringComparer.Ordinal));
                    }

                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, labels, _) => Note(instrument, value, labels));
        _listener.SetMeasurementEventCallback<long>((instrument, value, labels, _) => Note(instrument, value, labels));
        _listener.SetMeasurementEventCallback<int>((instrument, value, labels, _) => Note(instrument, value, labels));
        _listener.Start();
    }

    public string Write()
    {
        lock (_gate)
        {
            foreach (var (instrument, series) in _instruments.Values)
            {
                if (instrument.IsObservable)
                {
                    series.Clear();
                }
            }

            _listener.RecordObservableInstruments();
            var text = new StringBuilder();
            foreach (var (instrument, series) in _instruments.Values)
            {
                Write(text, instrument, series);
            }

            return text.ToString();
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Note(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var text = Labels(labels);
        lock (_gate)
        {
            if (!_instruments.TryGetValue(instrument.Name, out var known))
            {
                return;
            }

            if (!known.Series.TryGetValue(text, out var series))
            {
                if (known.Series.Count >= MostSeries)
                {
                    return;
                }

                known.Series[text] = series = new MetricSeries(Boundaries(instrument));
            }

            if (series.Boundaries is not null)
            {
                series.Observe(value);
            }
            else if (instrument is Counter<double> or Counter<long> or Counter<int>)
            {
                series.Add(value);
            }
            else
            {
                series.Set(value);
            }
        }
    }

    private static double[]? Boundaries(Instrument instrument) =>
        instrument is Histogram<double> histogram ? [.. histogram.Advice?.HistogramBucketBoundaries ?? [0.01, 0.1, 1, 10]] : null;

    private static void Write(StringBuilder text, Instrument instrument, Dictionary<string, MetricSeries> series)
    {
        var type = instrument switch
        {
            Histogram<double> => "histogram",
            Counter<double> or Counter<long> or Counter<int> => "counter",
            ObservableCounter<double> or ObservableCounter<long> or ObservableCounter<int> => "counter",
            _ => "gauge",
        };
        var name = type == "counter" ? instrument.Name + "_total" : instrument.Name;
        var help = (instrument.Description ?? "")
            .Replace("\\", @"\\", StringComparison.Ordinal)
            .Replace("\n", @"\n", StringComparison.Ordinal);
        text.Append($"# HELP {name} {help}\n# TYPE {name} {type}\n");
        foreach (var (labels, one) in series.OrderBy(item => item.Key, StringComparer.Ordinal))
        {
            if (one.Boundaries is null)
            {
                text.Append($"{name}{Braced(labels)} {Number(one.Value)}\n");
                continue;
            }

            var below = 0L;
            for (var bucket = 0; bucket < one.Buckets.Length; bucket++)
            {
                below += one.Buckets[bucket];
                var bound = bucket < one.Boundaries.Length ? Number(one.Boundaries[bucket]) : "+Inf";
                text.Append($"{name}_bucket{Braced(Joined(labels, $"le=\"{bound}\""))} {below}\n");
            }

            text.Append($"{name}_sum{Braced(labels)} {Number(one.Value)}\n{name}_count{Braced(labels)} {one.Count}\n");
        }
    }

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> labels)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in labels)
        {
            text.Append(text.Length == 0 ? "" : ",")
                .Append(name)
                .Append("=\"")
                .Append(Escaped(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""))
                .Append('"');
        }

        return text.ToString();
    }

    private static string Escaped(string text) =>
        text.Replace("\\", @"\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", @"\n", StringComparison.Ordinal);

    private static string Braced(string labels) => labels.Length == 0 ? "" : $"{{{labels}}}";

    private static string Joined(string labels, string more) => labels.Length == 0 ? more : $"{labels},{more}";

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf"
        : double.IsNegativeInfinity(value) ? "-Inf"
        : value.ToString("R", CultureInfo.InvariantCulture);
}
