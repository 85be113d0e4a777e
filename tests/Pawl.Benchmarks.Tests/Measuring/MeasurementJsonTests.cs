using System.Text.Json;
using System.Text.Json.Nodes;
using Pawl.Benchmarks.Measuring;

namespace Pawl.Benchmarks.Tests.Measuring;

public sealed class MeasurementJsonTests
{
    [Fact]
    public void A_line_of_a_peer_reads()
    {
        const string line = """
            {"name": "pytorch", "work": "gpt-cpu", "threads": 1, "blas_threads": 2, "median_ms": 54.5, "min_ms": 49.1, "rate": 14070.5,
            "unit": "tokens/s", "peak_rss_mb": 298.4, "version": "PyTorch 1.13", "some_day": true}
            """;

        var measurement = Assert.Single(MeasurementJson.ReadLines(line.ReplaceLineEndings("") + "\n"));

        Assert.Equal(("pytorch", "gpt-cpu", 1, 2), (measurement.Name, measurement.Work, measurement.Threads, measurement.BlasThreads));
        Assert.Equal((54.5, 49.1, 14070.5, 298.4), (measurement.MedianMs, measurement.MinMs, measurement.Rate, measurement.PeakRssMb));
        Assert.Null(measurement.Loss);
    }

    [Fact]
    public void A_line_of_ours_has_the_members_of_the_contract()
    {
        var samples = new Samples();
        samples.Add(2);

        var line = JsonSerializer.Serialize(Measurement.Of("gpt-cpu", 2, samples, 768, "tokens/s"), MeasurementJson.Default.Measurement);

        var members = JsonNode.Parse(line)!.AsObject();
        string[] promised = ["name", "work", "threads", "median_ms", "min_ms", "rate", "unit", "peak_rss_mb", "version"];
        Assert.All(promised, name => Assert.NotNull(members[name]));
        Assert.Equal(384_000, (double)members["rate"]!);
        Assert.Equal("pawl", (string)members["name"]!);
        Assert.DoesNotContain('\n', line);
    }

    [Theory]
    [InlineData("Traceback (most recent call last):")]
    [InlineData("{\"threads\":1}")]
    public void What_is_no_measurement_is_refused(string line) =>
        Assert.Contains(line, Assert.Throws<FormatException>(() => MeasurementJson.ReadLines(line)).Message);
}
