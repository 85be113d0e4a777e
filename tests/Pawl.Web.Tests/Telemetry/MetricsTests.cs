using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Pawl.Runs.Model;
using Pawl.Web.Telemetry;
using Pawl.Web.Tests.Harness;

namespace Pawl.Web.Tests.Telemetry;

public sealed partial class MetricsTests
{
    [Fact]
    public async Task Metrics_keep_to_the_text_format_and_count_what_happened()
    {
        await using var bench = await Workbench.StartAsync();
        var run = bench.Queue("first", "true");
        bench.Queue("second", "true");
        bench.Store.RequestCancel(run.Id);
        await bench.Http.GetAsync($"/api/v1/runs/{run.Id}");
        await bench.Http.GetAsync($"/api/v1/runs/{run.Id}?query=\"quoted\\\n\"");

        var answer = await bench.HttpAs(AccessRole.Viewer).GetAsync("/metrics");

        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        var samples = Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(1, samples["pawl_runs{state=\"queued\"}"]);
        Assert.Equal(1, samples["pawl_runs{state=\"cancelled\"}"]);
        Assert.Equal(0, samples["pawl_runs{state=\"failed\"}"]);
        Assert.Equal(1, samples["pawl_attempts_ended_total{state=\"cancelled\"}"]);
        Assert.Equal(1, samples["pawl_queue_due"]);
        Assert.Equal(0, samples["pawl_workers{state=\"alive\"}"]);
        Assert.Equal(bench.Store.LastPosition(), samples["pawl_events_total"]);
        Assert.Equal(2, samples["pawl_http_request_duration_seconds_count{method=\"GET\",route=\"/api/v1/runs/{run}\",status=\"200\"}"]);
        Assert.True(samples["pawl_process_memory_bytes"] > 1_000_000);
        Assert.DoesNotContain(samples.Keys, key => key.Contains(run.Id, StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Unauthorized, (await bench.AnonymousHttp.GetAsync("/metrics")).StatusCode);
    }

    [Fact]
    public async Task A_collector_gets_the_metrics_and_the_traces()
    {
        await using var bench = await Workbench.StartAsync();
        bench.Queue("first", "true");
        using var collector = new HttpListener();
        var port = FreePort();
        collector.Prefixes.Add($"http://127.0.0.1:{port}/");
        collector.Start();
        using var export = new OtlpExport(new Uri($"http://127.0.0.1:{port}"), TimeSpan.FromMilliseconds(200));
        var wanted = new HashSet<(string Path, string Text)> { ("/v1/metrics", "pawl_runs"), ("/v1/traces", "/api/v1/runs") };

        // Other servers of this process measure too, so what comes first need not be of this one.
        while (wanted.Count > 0)
        {
            await bench.Http.GetAsync("/api/v1/runs");
            var context = await collector.GetContextAsync().WaitAsync(TimeSpan.FromMinutes(1));
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            Assert.Equal("application/x-protobuf", context.Request.ContentType);
            var text = Encoding.Latin1.GetString(body.ToArray());
            wanted.RemoveWhere(one => one.Path == context.Request.Url!.AbsolutePath && text.Contains(one.Text, StringComparison.Ordinal));
            context.Response.Close();
        }

        collector.Stop();
    }

    [Theory]
    [InlineData("localhost:4318")]
    [InlineData("ftp://collector")]
    [InlineData("nonsense")]
    public void An_address_that_is_none_is_refused_with_an_example(string text) =>
        Assert.Contains("http://localhost:4318", Assert.Throws<FormatException>(() => OtlpExport.Parse(text)).Message);

    /// <summary>Reads an exposition by the rules of the format, and fails where it breaks one.</summary>
    private static Dictionary<string, double> Parse(string text)
    {
        Assert.EndsWith("\n", text);
        var samples = new Dictionary<string, double>(StringComparer.Ordinal);
        var types = new Dictionary<string, string>(StringComparer.Ordinal);
        var helped = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in text[..^1].Split('\n'))
        {
            if (Help().Match(line) is { Success: true } help)
            {
                Assert.True(helped.Add(help.Groups["name"].Value), $"Told twice: {line}");
                Assert.NotEmpty(help.Groups["text"].Value);
            }
            else if (Type().Match(line) is { Success: true } type)
            {
                Assert.True(types.TryAdd(type.Groups["name"].Value, type.Groups["type"].Value), $"Typed twice: {line}");
            }
            else
            {
                var sample = Sample().Match(line);
                Assert.True(sample.Success, $"Not a line of the format: {line}");
                var name = sample.Groups["name"].Value;
                var family = types.ContainsKey(name) ? name : Suffix().Replace(name, "");
                Assert.Contains(family, types.Keys); // the type stands before the samples
                Assert.StartsWith("pawl_", name);
                Assert.Equal(types[family] == "counter", name.EndsWith("_total", StringComparison.Ordinal));
                Assert.True(
                    samples.TryAdd(
                        name + sample.Groups["labels"].Value,
                        double.Parse(sample.Groups["value"].Value, CultureInfo.InvariantCulture)
                    ),
                    $"Twice: {line}"
                );
            }
        }

        CheckBuckets(samples);
        return samples;
    }

    /// <summary>Buckets grow, and the last one is the count.</summary>
    private static void CheckBuckets(Dictionary<string, double> samples)
    {
        var last = 0.0;
        foreach (var (key, value) in samples.Where(sample => sample.Key.Contains("_bucket{", StringComparison.Ordinal)))
        {
            Assert.True(value >= last, $"{key} is below the bucket before it");
            last = key.Contains("le=\"+Inf\"", StringComparison.Ordinal) ? 0 : value;
            if (last == 0 && key.Contains("+Inf", StringComparison.Ordinal))
            {
                Assert.Equal(
                    value,
                    samples[
                        key.Replace("_bucket{", "_count{", StringComparison.Ordinal).Replace(",le=\"+Inf\"", "", StringComparison.Ordinal)
                    ]
                );
            }
        }
    }

    private static int FreePort()
    {
        using var socket = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    [GeneratedRegex("^# HELP (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<text>.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Help();

    [GeneratedRegex("^# TYPE (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<type>counter|gauge|histogram)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Type();

    [GeneratedRegex(
        """^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?<labels>\{[a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\["\\n])*"(,[a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\["\\n])*")*\})? (?<value>[-+]?([0-9.]+([eE][-+]?[0-9]+)?|Inf)|NaN)$""",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Sample();

    [GeneratedRegex("_(bucket|sum|count)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Suffix();
}
