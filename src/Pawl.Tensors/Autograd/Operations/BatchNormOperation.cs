using Pawl.Tensors.Kernels;
using Pawl.Tensors.Kernels.BatchNormalization;

namespace Pawl.Tensors.Autograd.Operations;

internal sealed unsafe class BatchNormOperation : Operation
{
    // Rows of the statistics; the mean is the first. The sums of backward take the place of what forward no longer needs.
    public const int InverseDeviation = 1;
    public const int OfSum = 2;
    public const int OfProducts = 3;
    public const int StatisticsRows = 6;
    private const int Factor = 4;
    private const int PaddedBias = 5;

    public Tensor Input { get; set; } = null!;
    public Tensor Gain { get; set; } = null!;
    public Tensor Bias { get; set; } = null!;
    public Tensor? Residual { get; set; }
    public Tensor Statistics { get; set; } = null!;
    public bool IsTraining { get; set; }
    public bool IsRectified { get; set; }

    public static BatchNormArguments Arguments(Tensor input, Tensor output, Tensor? residual, Tensor statistics, bool isRectified)
    {
        var units = new RowUnits(input.Shape.Rows, input.Shape.Last);
        return new BatchNormArguments
        {
            X = input.Data,
            Y = output.Data,
            Residual = residual is null ? null : residual.Data,
            Mean = statistics.Data,
            Factor = statistics.Data + Factor * units.Padded,
            Bias = statistics.Data + PaddedBias * units.Padded,
            OfSum = statistics.Data + OfSum * units.Padded,
            OfProducts = statistics.Data + OfProducts * units.Padded,
            Units = units,
            Channels = input.Shape.Last,
            IsRectified = isRectified,
        };
    }

    public override void Backward(Tape tape)
    {
        var arguments = Arguments(Input, Output, Residual, Statistics, IsRectified);
        arguments.DY = Output.Gradient!.Data;
        var floats = checked(arguments.Units.Count * 2 * arguments.Units.Padded);
        arguments.Partials = tape.Rent(floats);
        BatchNormBackward.Sum(tape.Threads, arguments);
        BatchNormBackward.Total(arguments, arguments.OfSum);
        tape.Return(arguments.Partials, floats);
        AddToGainAndBias(tape, arguments);

        var isResidualWanting = tape.NeedsGradient(Residual);
        if (!tape.NeedsGradient(Input))
        {
            HandOnToResidual(tape, isResidualWanting);
            return;
        }

        SumsToFactors(arguments);
        if (Input.Gradient is null && !isResidualWanting)
        {
            arguments.DX = arguments.DY;
            BatchNormBackward.Input(tape.Threads, arguments);
            tape.HandGradientOn(Output, Input);
            return;
        }

        arguments.DX = tape.GradientToWrite(Input, out arguments.IsAdding);
        BatchNormBackward.Input(tape.Threads, arguments);
        HandOnToResidual(tape, isResidualWanting);
    }

    public override void Release(Tape tape) => tape.Release(Statistics);

    private void HandOnToResidual(Tape tape, bool isWanting)
    {
        if (isWanting)
        {
            tape.HandGradientOn(Output, Residual!);
        }
    }

    private void AddToGainAndBias(Tape tape, in BatchNormArguments arguments)
    {
        var inverse = Statistics.Data + InverseDeviation * arguments.Units.Padded;
        if (tape.NeedsGradient(Gain))
        {
            var dGain = tape.GradientToWrite(Gain, out var isAdding);
            Elementwise.ClearUnless(isAdding, dGain, Gain.Length);
            for (var j = 0; j < arguments.Channels; j++)
            {
                dGain[j] += arguments.OfProducts[j] * inverse[j];
            }
        }

        if (tape.NeedsGradient(Bias))
        {
            var dBias = tape.GradientToWrite(Bias, out var isAdding);
            Elementwise.ClearUnless(isAdding, dBias, Bias.Length);
            for (var j = 0; j < arguments.Channels; j++)
            {
                dBias[j] += arguments.OfSum[j];
            }
        }
    }

    /// <summary>Makes of the sums what they subtract from dX; in evaluation mode nothing, as the statistics do not depend on the input.</summary>
    private void SumsToFactors(in BatchNormArguments arguments)
    {
        var inverse = Statistics.Data + InverseDeviation * arguments.Units.Padded;
        var share = IsTraining ? 1f / Input.Shape.Rows : 0;
        for (var j = 0; j < arguments.Units.Padded; j++)
        {
            arguments.OfSum[j] *= arguments.Factor[j] * share;
            arguments.OfProducts[j] *= arguments.Factor[j] * inverse[j] * inverse[j] * share;
        }
    }
}
