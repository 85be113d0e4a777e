using Pawl.Tensors.Memory;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels.Convolutions;

/// <summary>A convolution whose weights no longer change, prepared once for use in many passes.</summary>
/// <remarks>Holds native memory until disposed. Not for several threads at once.</remarks>
internal sealed unsafe class FrozenConvolution : IDisposable
{
    private readonly NativeBuffer _weight;
    private readonly NativeBuffer _bias;
    private readonly int _inputs;
    private readonly int _outputs;

    /// <param name="weight">(outputs, inputs, 3, 3); a normalisation that follows is already in it.</param>
    /// <param name="bias">(outputs).</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public FrozenConvolution(ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int inputs, int outputs)
    {
        if (weight.Length != outputs * inputs * ConvolutionShape.Taps || bias.Length != outputs)
        {
            throw new ArgumentException(
                $"A convolution of {inputs} inputs and {outputs} outputs takes weights of shape ({outputs}, {inputs}, 3, 3) and {outputs} "
                    + $"biases: got {weight.Length} weights and {bias.Length} biases."
            );
        }

        (_inputs, _outputs) = (inputs, outputs);
        _weight = new NativeBuffer(weight.Length);
        weight.CopyTo(new Span<float>(_weight.Pointer, weight.Length));
        _bias = new NativeBuffer(bias.Length);
        bias.CopyTo(new Span<float>(_bias.Pointer, bias.Length));
    }

    /// <summary>output = f(weight ∗ input + bias + residual), f the positive part or nothing.</summary>
    /// <param name="input">(batch, height, width, inputs).</param>
    /// <param name="residualOrNull">(batch, height, width, outputs); may be the output itself.</param>
    /// <param name="output">(batch, height, width, outputs); must not overlap the input.</param>
    public void Run(ComputeThreads threads, float* input, int batch, int height, int width, float* residualOrNull, bool relu, float* output)
    {
        var count = batch * height * width * _outputs;
        var shape = new ConvolutionShape(batch, height, width, _inputs, _outputs);
        var target = residualOrNull is null ? output : Scratch.OfThread(ScratchUse.ConvolutionGradients, count);
        Convolution.Forward(threads, shape, input, _weight.Pointer, _bias.Pointer, target);
        for (var i = 0; i < count; i++)
        {
            var value = residualOrNull is null ? output[i] : target[i] + residualOrNull[i];
            output[i] = relu ? MathF.Max(0, value) : value;
        }
    }

    public void Dispose()
    {
        _weight.Dispose();
        _bias.Dispose();
    }
}
