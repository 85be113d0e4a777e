using Pawl.Tensors.Autograd.Operations;
using Pawl.Tensors.Kernels;

namespace Pawl.Tensors.Autograd;

/// <content>Activations whose gradient follows from their output.</content>
public sealed unsafe partial class Tape
{
    /// <summary>max(0, x); the gradient at 0 is 0.</summary>
    public Tensor Relu(Tensor input)
    {
        var output = NewTensor(input.Shape);
        Rectifier.Forward(Threads, input.Data, output.Data, input.Length);
        if (NeedsGradient(input))
        {
            Record<ReluOperation>(output).Input = input;
        }

        return output;
    }

    /// <summary>1 / (1 + e^(−x)).</summary>
    public Tensor Sigmoid(Tensor input)
    {
        var output = NewTensor(input.Shape);
        Kernels.Sigmoid.Forward(Threads, input.Data, output.Data, input.Length);
        if (NeedsGradient(input))
        {
            Record<SigmoidOperation>(output).Input = input;
        }

        return output;
    }
}
