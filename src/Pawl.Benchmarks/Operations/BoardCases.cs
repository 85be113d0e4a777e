using Pawl.Benchmarks.Tower;
using Pawl.Tensors;
using Pawl.Tensors.Autograd;

namespace Pawl.Benchmarks.Operations;

/// <summary>What a residual tower is made of, at the size of a training step of <see cref="TowerWork"/>.</summary>
internal static class BoardCases
{
    private const int Boards = 256;
    private const int Channels = TowerWork.Channels;
    private const int SqueezeWidth = Channels / 4;
    private const double Places = (double)Boards * TowerWork.Side * TowerWork.Side;
    private static readonly TensorShape Shape = new(Boards, TowerWork.Side, TowerWork.Side, Channels);

    public static IEnumerable<OperationCase> All()
    {
        const double product = 2.0 * 9 * Channels * Channels * Places;
        yield return new TapeCase(
            "convolution",
            Shape,
            [new TensorShape(Channels, Channels, 3, 3)],
            Cost.Arithmetic(product),
            Cost.Arithmetic(2 * product),
            static (tape, x, parameters) => tape.Convolution(x, parameters[0])
        );

        var running = new RunningStatistics(Channels);
        yield return new TapeCase(
            "batch-norm-relu",
            Shape,
            [new TensorShape(Channels), new TensorShape(Channels)],
            Cost.Traffic(2 * Places * Channels),
            Cost.Traffic(3 * Places * Channels),
            (tape, x, parameters) => tape.BatchNorm(x, parameters[0], parameters[1], running, isTraining: true, isRectified: true)
        );

        // Forward reads the boards twice, since the gates are known only after all of a board; so does backward.
        yield return new TapeCase(
            "squeeze-excite",
            Shape,
            [
                new TensorShape(SqueezeWidth, Channels),
                new TensorShape(SqueezeWidth),
                new TensorShape(Channels, SqueezeWidth),
                new TensorShape(Channels),
            ],
            Cost.Traffic(3 * Places * Channels),
            Cost.Traffic(4 * Places * Channels),
            static (tape, x, parameters) =>
            {
                var squeezed = tape.Relu(tape.Linear(tape.MeanPool(x), parameters[0], parameters[1]));
                return tape.GateChannels(x, tape.Sigmoid(tape.Linear(squeezed, parameters[2], parameters[3])));
            }
        );
    }
}
