using Pawl.Benchmarks.Tower;

namespace Pawl.Benchmarks.Tests.Tower;

public sealed class TowerWorkTests
{
    [Fact]
    public void The_evaluation_of_a_board_is_the_same_for_any_number_of_threads()
    {
        var work = TowerWork.All.Single(work => work.Name == "tower-infer-1");

        var one = TowerBenchmark.Run(work, 1, 0.01, CancellationToken.None);
        var two = TowerBenchmark.Run(work, 2, 0.01, CancellationToken.None);

        Assert.Equal(one.Loss, two.Loss);
        Assert.Equal("positions/s", one.Unit);
        Assert.True(one.Gflops > 0);
    }

    [Fact]
    public void Arithmetic_is_that_of_twenty_convolutions()
    {
        const double convolution = 2.0 * 9 * 128 * 128 * 81;

        Assert.Equal(
            [256 * 59 * convolution / 1e9, 32 * 20 * convolution / 1e9, 20 * convolution / 1e9],
            TowerWork.All.Select(work => work.Gflop)
        );
    }
}
