using Pawl.Tensors.Kernels;
using Pawl.Tensors.Kernels.Channels;
using Pawl.Tensors.Kernels.Convolutions;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Modules;

/// <summary>A <see cref="ResidualBlock"/> as it was when this was made, for evaluation.</summary>
internal sealed unsafe class FrozenBlock : IDisposable
{
    private readonly FrozenConvolution _first;
    private readonly FrozenConvolution _second;
    private readonly Tensor[]? _squeezeExcite;

    public FrozenBlock(ResidualBlock block)
    {
        _first = block.First.Freeze();
        _second = block.Second.Freeze();
        if (block.SqueezeExcite is { } gate)
        {
            _squeezeExcite = [.. new[] { gate.SqueezeWeight, gate.SqueezeBias, gate.ExciteWeight, gate.ExciteBias }.Select(Copy)];
        }
    }

    public bool HasSqueeze => _squeezeExcite is not null;

    /// <param name="input">(batch, height, width, channels), as the four after it are; may be the output.</param>
    /// <param name="inner">Working memory, with room for two rows of channels a board at least.</param>
    /// <param name="branch">Working memory, not touched without squeeze and excitation.</param>
    public void Run(ComputeThreads threads, float* input, int batch, int height, int width, float* inner, float* branch, float* output)
    {
        _first.Run(threads, input, batch, height, width, null, true, inner);
        if (_squeezeExcite is null)
        {
            _second.Run(threads, inner, batch, height, width, input, true, output);
            return;
        }

        _second.Run(threads, inner, batch, height, width, null, false, branch);
        Gate(threads, branch, input, batch, height * width, inner, output);
    }

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }

    /// <summary>output = relu(branch · gate(branch) + residual).</summary>
    /// <param name="work">Room for two rows of channels a board.</param>
    private void Gate(ComputeThreads threads, float* branch, float* residual, int batch, int places, float* work, float* output)
    {
        var (squeeze, excite) = (_squeezeExcite![0], _squeezeExcite[2]);
        var (channels, reduced) = (excite.Shape[0], squeeze.Shape[0]);
        var pooled = work;
        var squeezed = work + (long)batch * channels;
        MeanPool.Forward(threads, branch, pooled, batch, places, channels);
        Linear.Forward(threads, pooled, squeeze.Data, _squeezeExcite[1].Data, null, squeezed, batch, channels, reduced);
        Rectifier.Forward(threads, squeezed, squeezed, batch * reduced);
        Linear.Forward(threads, squeezed, excite.Data, _squeezeExcite[3].Data, null, pooled, batch, reduced, channels);
        Sigmoid.Forward(threads, pooled, pooled, batch * channels);
        var arguments = new ChannelGateArguments
        {
            X = branch,
            Y = output,
            Residual = residual,
            Gate = pooled,
            Positions = places,
            Channels = channels,
            IsRectified = true,
        };
        ChannelGate.Forward(threads, arguments, batch);
    }

    private static Tensor Copy(Tensor tensor) => new(tensor.Shape, tensor.Values);
}
