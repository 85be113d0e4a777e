using Pawl.Benchmarks.Operations;
using Pawl.Benchmarks.Peak;
using Pawl.Benchmarks.Products;

namespace Pawl.Benchmarks.Tests.Operations;

public sealed class OperationBenchmarkTests
{
    [Theory]
    [InlineData("layer-norm-cpu", "layer-norm-cpu-forward,layer-norm-cpu-backward")]
    [InlineData("embedding-cpu", "embedding-cpu-forward,embedding-cpu-backward")]
    [InlineData("0.8m", "gradient-norm-0.8m,adamw-0.8m")]
    [InlineData("dispatch", "dispatch,dispatch-parallel-for")]
    public void An_operation_is_measured_in_its_parts(string only, string works)
    {
        var measurements = OperationBenchmark.Run([1], only, 0.01, CancellationToken.None).ToList();

        Assert.Equal(works.Split(','), measurements.Select(measurement => measurement.Work));
        Assert.All(measurements, measurement => Assert.True(measurement.Rate > 0 && measurement.MinMs > 0));
    }

    [Fact]
    public void Names_of_operations_differ() => Assert.Equal(OperationBenchmark.Names.Distinct(), OperationBenchmark.Names);

    [Fact]
    public void Products_of_chosen_sizes_alone_are_measured()
    {
        var measurements = GemmBenchmark.Run([1, 2], [32, 48], 0.01, CancellationToken.None).ToList();

        Assert.Equal(
            [("gemm-32", 1), ("gemm-32", 2), ("gemm-48", 1), ("gemm-48", 2)],
            measurements.Select(measurement => (measurement.Work, measurement.Threads))
        );
        Assert.All(measurements, measurement => Assert.InRange(measurement.PeakPercent!.Value, 0.01, 1000));
    }

    [Fact]
    public void The_peak_names_its_vectors()
    {
        var measurements = PeakBenchmark.Run([1], 0.1, CancellationToken.None).ToList();

        Assert.Equal([PeakBenchmark.Arithmetic, PeakBenchmark.Reading], measurements.Select(measurement => measurement.Work));
        Assert.Contains("best", measurements[0].Note);
        Assert.All(measurements, measurement => Assert.True(measurement.Rate > 0.1));
    }
}
