using Pawl.Tensors.Random;
using Pawl.Tensors.Tests.Autograd;

namespace Pawl.Tensors.Tests.Kernels.Channels;

public sealed class ChannelGradientTests
{
    public static TheoryData<ulong> Seeds => [.. Enumerable.Range(1, 12).Select(seed => (ulong)seed)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Relu_and_sigmoid(ulong seed)
    {
        var shape = new TensorShape(Size(seed, 0, 5), Size(seed, 1, 9));
        GradientCheck.Run(
            seed,
            [shape],
            (tape, x) => tape.Add(tape.Relu(tape.Sigmoid(x[0])), tape.Sigmoid(tape.Relu(x[0]))),
            x => Array.ConvertAll(x[0], value => Logistic(value) + Logistic(Math.Max(0, value)))
        );
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void MeanPool(ulong seed)
    {
        var (boards, height, width, channels) = (Size(seed, 0, 4), Size(seed, 1, 4), Size(seed, 2, 4), Size(seed, 3, 19));
        GradientCheck.Run(
            seed,
            [new(boards, height, width, channels)],
            (tape, x) => tape.MeanPool(x[0]),
            x => Pool(x[0], boards, height * width, channels)
        );
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void GateChannels_with_and_without_residual_and_relu(ulong seed)
    {
        var (boards, positions, channels) = (Size(seed, 0, 4), Size(seed, 1, 9), Size(seed, 2, 19));
        foreach (var (hasResidual, isRectified) in new[] { (false, false), (false, true), (true, false), (true, true) })
        {
            TensorShape[] shapes = [new(boards, positions, channels), new(boards, channels), new(boards, positions, channels)];
            GradientCheck.Run(
                seed,
                hasResidual ? shapes : shapes[..2],
                (tape, x) => tape.GateChannels(x[0], x[1], hasResidual ? x[2] : null, isRectified),
                x => Gate(x[0], x[1], hasResidual ? x[2] : null, isRectified, positions, channels)
            );
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Squeeze_and_excitation_of_a_tensor_of_the_tape(ulong seed)
    {
        var (boards, positions, channels, squeezed) = (Size(seed, 0, 4), Size(seed, 1, 9), Size(seed, 2, 12), Size(seed, 3, 5));
        GradientCheck.Run(
            seed,
            [new(boards, positions, channels), new(squeezed, channels), new(channels, squeezed)],
            (tape, x) =>
            {
                var board = tape.Sigmoid(x[0]);
                var gate = tape.Sigmoid(tape.Linear(tape.Relu(tape.Linear(tape.MeanPool(board), x[1])), x[2]));
                return tape.GateChannels(board, gate, board, true);
            },
            x =>
            {
                var board = Array.ConvertAll(x[0], Logistic);
                var pooled = Pool(board, boards, positions, channels);
                var hidden = Array.ConvertAll(Product(pooled, x[1], boards, channels, squeezed), value => Math.Max(0, value));
                var gate = Array.ConvertAll(Product(hidden, x[2], boards, squeezed, channels), Logistic);
                return Gate(board, gate, board, true, positions, channels);
            }
        );
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private static double[] Pool(double[] x, int boards, int positions, int channels)
    {
        var y = new double[boards * channels];
        for (var i = 0; i < x.Length; i++)
        {
            y[i / channels / positions * channels + i % channels] += x[i] / positions;
        }

        return y;
    }

    private static double[] Gate(double[] x, double[] gate, double[]? residual, bool isRectified, int positions, int channels)
    {
        var y = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            var value = x[i] * gate[i / channels / positions * channels + i % channels] + (residual?[i] ?? 0);
            y[i] = isRectified ? Math.Max(0, value) : value;
        }

        return y;
    }

    private static double[] Product(double[] x, double[] weight, int rows, int inputs, int outputs)
    {
        var y = new double[rows * outputs];
        for (var i = 0; i < y.Length; i++)
        {
            for (var p = 0; p < inputs; p++)
            {
                y[i] += x[i / outputs * inputs + p] * weight[i % outputs * inputs + p];
            }
        }

        return y;
    }

    private static int Size(ulong seed, int dimension, int largest) => 1 + new Philox4x32(seed, (ulong)dimension + 100).NextInt32(largest);
}
