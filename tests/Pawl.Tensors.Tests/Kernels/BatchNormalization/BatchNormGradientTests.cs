using Pawl.Tensors.Autograd;
using Pawl.Tensors.Random;
using Pawl.Tensors.Tests.Autograd;

namespace Pawl.Tensors.Tests.Kernels.BatchNormalization;

public sealed class BatchNormGradientTests
{
    public static TheoryData<ulong> Seeds => [.. Enumerable.Range(1, 12).Select(seed => (ulong)seed)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Training_mode_with_and_without_residual_and_relu(ulong seed)
    {
        var (rows, channels) = (Rows(seed), Channels(seed));
        foreach (var (hasResidual, isRectified) in new[] { (false, false), (false, true), (true, false), (true, true) })
        {
            GradientCheck.Run(
                seed,
                Shapes(rows, channels, hasResidual),
                (tape, x) =>
                    tape.BatchNorm(x[0], x[1], x[2], new RunningStatistics(channels), true, hasResidual ? x[3] : null, isRectified),
                x => BatchNormFormula.Training(x[0], x[1], x[2], hasResidual ? x[3] : null, isRectified)
            );
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Evaluation_mode_with_residual_and_relu(ulong seed)
    {
        var (rows, channels) = (Rows(seed), Channels(seed));
        var running = new RunningStatistics(channels);
        var random = new Philox4x32(seed, 5);
        random.FillNormal(running.Mean.Values, 1);
        foreach (ref var variance in running.Variance.Values)
        {
            variance = 0.1f + random.NextInt32(100) / 50f;
        }

        GradientCheck.Run(
            seed,
            Shapes(rows, channels, true),
            (tape, x) => tape.BatchNorm(x[0], x[1], x[2], running, false, x[3], true),
            x => BatchNormFormula.Apply(x[0], x[1], x[2], Double(running.Mean), Double(running.Variance), x[3], true)
        );
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void An_input_that_is_its_own_residual_and_is_used_again(ulong seed)
    {
        var (rows, channels) = (Rows(seed), Channels(seed));
        GradientCheck.Run(
            seed,
            Shapes(rows, channels, false),
            (tape, x) =>
            {
                var rectified = tape.Relu(x[0]);
                var y = tape.BatchNorm(rectified, x[1], x[2], new RunningStatistics(channels), true, rectified, true);
                return tape.Add(y, tape.BatchNorm(rectified, x[2], x[1], new RunningStatistics(channels), true, null, true));
            },
            x =>
            {
                var rectified = Array.ConvertAll(x[0], value => Math.Max(0, value));
                var first = BatchNormFormula.Training(rectified, x[1], x[2], rectified, true);
                var second = BatchNormFormula.Training(rectified, x[2], x[1], null, true);
                return [.. first.Zip(second, (a, b) => a + b)];
            }
        );
    }

    private static TensorShape[] Shapes(int rows, int channels, bool hasResidual) =>
        hasResidual
            ? [new(rows, channels), new(channels), new(channels), new(rows, channels)]
            : [new(rows, channels), new(channels), new(channels)];

    private static int Rows(ulong seed) => 5 + new Philox4x32(seed, 100).NextInt32(30);

    private static int Channels(ulong seed) => 1 + new Philox4x32(seed, 101).NextInt32(19);

    private static double[] Double(Tensor tensor) => Array.ConvertAll(tensor.Values.ToArray(), value => (double)value);
}
