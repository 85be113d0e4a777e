using Pawl.Tensors.Autograd.Operations;
using Pawl.Tensors.Kernels.BatchNormalization;

namespace Pawl.Tensors.Autograd;

/// <content>Batch normalisation. Rows are all dimensions but the last, read as one.</content>
public sealed unsafe partial class Tape
{
    /// <summary>y = (x − mean) / √(variance + ε) · gain + bias per channel, then + residual, then the larger of that and 0.</summary>
    /// <param name="input">(…, channels).</param>
    /// <param name="gain">(channels).</param>
    /// <param name="bias">(channels).</param>
    /// <param name="running">The mean and variance of evaluation mode; training mode updates them.</param>
    /// <param name="isTraining">
    /// False: with the running statistics, which stay as they are. True: with the mean and biased variance of this batch.
    /// </param>
    /// <param name="residual">Of the input's shape, or null.</param>
    /// <param name="isRectified">With the ReLU at the end.</param>
    /// <remarks>
    /// Ioffe and Szegedy, "Batch normalization", 2015, algorithms 1 and 2. Backward needs the input and, with a residual and ReLU,
    /// the output; nothing else of their size is kept. A batch of no rows leaves the running statistics as they are.
    /// </remarks>
    /// <exception cref="ArgumentException">The shapes do not fit, or a training batch has one row: a single number has no variance.</exception>
    /// <exception cref="InvalidOperationException">Training mode on a tape that does not record: evaluation must not move the statistics.</exception>
    public Tensor BatchNorm(
        Tensor input,
        Tensor gain,
        Tensor bias,
        RunningStatistics running,
        bool isTraining = false,
        Tensor? residual = null,
        bool isRectified = false
    )
    {
        ArgumentNullException.ThrowIfNull(running);
        Require(
            gain.Shape.Rank == 1 && gain.Length == input.Shape.Last,
            "BatchNorm",
            "input (…, channels) and gain (channels)",
            input,
            gain
        );
        Require(bias.Shape == gain.Shape, "BatchNorm", "gain and bias of one shape", gain, bias);
        Require(running.Mean.Shape == gain.Shape, "BatchNorm", "gain and running statistics of one shape", gain, running.Mean);
        Require(residual is null || residual.Shape == input.Shape, "BatchNorm", "a residual of the input's shape", input, residual);
        var (rows, channels) = (input.Shape.Rows, input.Shape.Last);
        RequireTrainable(isTraining, rows, input);
        var units = new RowUnits(rows, channels);
        var output = NewTensor(input.Shape);
        var statistics = NewTensor(new TensorShape(BatchNormOperation.StatisticsRows, units.Padded));
        var mean = running.Mean.Data;
        var variance = running.Variance.Data;
        if (isTraining && rows > 0)
        {
            mean = statistics.Data;
            variance = statistics.Data + BatchNormOperation.OfSum * units.Padded;
            ChannelStatistics.Measure(this, input.Data, rows, channels, mean, variance);
            running.Update(new ReadOnlySpan<float>(mean, channels), new ReadOnlySpan<float>(variance, channels), rows);
        }
        else
        {
            new Span<float>(statistics.Data, units.Padded).Clear();
            new ReadOnlySpan<float>(mean, channels).CopyTo(new Span<float>(statistics.Data, channels));
        }

        var arguments = BatchNormOperation.Arguments(input, output, residual, statistics, isRectified);
        Kernels.BatchNormalization.BatchNorm.Factors(
            variance,
            gain.Data,
            bias.Data,
            statistics.Data + BatchNormOperation.InverseDeviation * units.Padded,
            arguments.Factor,
            arguments.Bias,
            channels,
            units.Padded,
            RunningStatistics.Epsilon
        );
        Kernels.BatchNormalization.BatchNorm.Forward(Threads, arguments);
        if (NeedsGradient(input) || NeedsGradient(gain) || NeedsGradient(bias) || NeedsGradient(residual))
        {
            var operation = Record<BatchNormOperation>(output);
            operation.Input = input;
            operation.Gain = gain;
            operation.Bias = bias;
            operation.Residual = residual;
            operation.Statistics = statistics;
            operation.IsTraining = isTraining;
            operation.IsRectified = isRectified;
        }
        else
        {
            Release(statistics);
        }

        return output;
    }

    private void RequireTrainable(bool isTraining, int rows, Tensor input)
    {
        if (isTraining && rows == 1)
        {
            throw new ArgumentException(
                $"Batch normalisation in training mode takes two numbers per channel or more: got input {input.Shape}, one number per channel, "
                    + "which has no variance. Use a larger batch, or evaluation mode."
            );
        }

        if (isTraining && !IsRecording)
        {
            throw new InvalidOperationException(
                "Batch normalisation in training mode moves the running statistics, and this tape does not record: "
                    + "evaluate with isTraining false, or set IsRecording for a training step."
            );
        }
    }
}
