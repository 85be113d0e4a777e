using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Http;
using Pawl.Runs.Metrics;

namespace Pawl.Web.Api;

/// <summary>
/// Values as CSV (RFC 4180): <c>name,step,at,value</c>, a line for each; or, cut down, <c>name,step,at,count,minimum,maximum,mean,last</c>.
/// Numbers read back to the same bits.
/// </summary>
internal static class MetricCsv
{
    private const int FlushBytes = 1 << 16;

    public static IResult Result(string fileName, IReadOnlyList<MetricSeries> series, MetricRange range, bool isReduced) =>
        Results.Stream(
            async stream =>
            {
                var pipe = PipeWriter.Create(stream);
                Write(pipe, isReduced ? "name,step,at,count,minimum,maximum,mean,last\r\n" : "name,step,at,value\r\n");
                foreach (var metric in series)
                {
                    await (isReduced ? ReducedAsync(pipe, metric, range) : WholeAsync(pipe, metric, range));
                }

                await pipe.FlushAsync();
            },
            "text/csv; charset=utf-8",
            fileName
        );

    private static async Task WholeAsync(PipeWriter pipe, MetricSeries metric, MetricRange range)
    {
        var name = Quoted(metric.Name);
        for (var i = 0; i < metric.Count; i++)
        {
            var step = metric.Steps.Span[i];
            if (step >= range.From && step <= range.To)
            {
                Write(
                    pipe,
                    string.Create(CultureInfo.InvariantCulture, $"{name},{step},{At(metric.Times.Span[i])},{metric.Values.Span[i]:R}\r\n")
                );
                await FlushAsync(pipe);
            }
        }
    }

    private static async Task ReducedAsync(PipeWriter pipe, MetricSeries metric, MetricRange range)
    {
        var (name, buckets) = (Quoted(metric.Name), metric.Reduce(range));
        for (var i = 0; i < buckets.Length; i++)
        {
            var head = string.Create(CultureInfo.InvariantCulture, $"{name},{buckets.Step[i]},{At(buckets.Time[i])},{buckets.Count[i]}");
            Write(
                pipe,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{head},{buckets.Minimum[i]:R},{buckets.Maximum[i]:R},{buckets.Mean[i]:R},{buckets.Last[i]:R}\r\n"
                )
            );
            await FlushAsync(pipe);
        }
    }

    private static async Task FlushAsync(PipeWriter pipe)
    {
        if (pipe.UnflushedBytes > FlushBytes)
        {
            await pipe.FlushAsync();
        }
    }

    private static void Write(PipeWriter pipe, string text) => Encoding.UTF8.GetBytes(text, pipe);

    private static string At(long time) =>
        DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    // A leading = + - @ would be a formula to a spreadsheet: such a name is quoted behind an apostrophe.
    private static string Quoted(string name)
    {
        var safe = name.Length > 0 && "=+-@\t\r".Contains(name[0], StringComparison.Ordinal) ? "'" + name : name;
        return safe.AsSpan().ContainsAny(",\"\r\n") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
