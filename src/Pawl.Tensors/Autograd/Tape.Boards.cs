using Pawl.Tensors.Autograd.Operations;
using Pawl.Tensors.Kernels.Channels;

namespace Pawl.Tensors.Autograd;

/// <content>Operations on boards: (boards, height, width, channels) or (boards, positions, channels), channels last.</content>
public sealed unsafe partial class Tape
{
    /// <summary>Mean of each channel over the positions of each board.</summary>
    /// <param name="input">(boards, …, channels).</param>
    /// <returns>(boards, channels). NaN when a board has no position.</returns>
    /// <exception cref="ArgumentException">The input has fewer than three dimensions.</exception>
    public Tensor MeanPool(Tensor input)
    {
        Require(input.Shape.Rank >= 3, "MeanPool", "(boards, …, channels) with positions between", input, null);
        var (boards, channels) = (input.Shape[0], input.Shape.Last);
        var output = NewTensor(new TensorShape(boards, channels));
        Kernels.Channels.MeanPool.Forward(Threads, input.Data, output.Data, boards, Positions(input), channels);
        if (NeedsGradient(input))
        {
            var operation = Record<MeanPoolOperation>(output);
            operation.Input = input;
            operation.Positions = Positions(input);
        }

        return output;
    }

    /// <summary>y = x · gate, a gate per board and channel, then + residual, then the larger of that and 0.</summary>
    /// <param name="input">(boards, …, channels).</param>
    /// <param name="gate">(boards, channels).</param>
    /// <param name="residual">Of the input's shape, or null.</param>
    /// <param name="isRectified">With the ReLU at the end.</param>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor GateChannels(Tensor input, Tensor gate, Tensor? residual = null, bool isRectified = false)
    {
        Require(
            input.Shape.Rank >= 3 && gate.Shape.Rank == 2 && gate.Shape[0] == input.Shape[0] && gate.Shape[1] == input.Shape.Last,
            "GateChannels",
            "(boards, …, channels) and a gate (boards, channels)",
            input,
            gate
        );
        Require(residual is null || residual.Shape == input.Shape, "GateChannels", "a residual of the input's shape", input, residual);
        var output = NewTensor(input.Shape);
        var arguments = new ChannelGateArguments
        {
            X = input.Data,
            Y = output.Data,
            Residual = residual is null ? null : residual.Data,
            Gate = gate.Data,
            Positions = Positions(input),
            Channels = input.Shape.Last,
            IsRectified = isRectified,
        };
        ChannelGate.Forward(Threads, arguments, input.Shape[0]);
        if (NeedsGradient(input) || NeedsGradient(gate) || NeedsGradient(residual))
        {
            var operation = Record<GateChannelsOperation>(output);
            operation.Input = input;
            operation.Gate = gate;
            operation.Residual = residual;
            operation.Forward = arguments;
        }

        return output;
    }

    private static int Positions(Tensor boards)
    {
        var positions = 1;
        for (var axis = 1; axis < boards.Shape.Rank - 1; axis++)
        {
            positions *= boards.Shape[axis];
        }

        return positions;
    }
}
