using Pawl.Tensors.Autograd.Operations;

namespace Pawl.Tensors.Autograd;

/// <content>Mean squared error.</content>
public sealed unsafe partial class Tape
{
    /// <summary>Mean over all elements of (x − target)².</summary>
    /// <param name="target">Of the input's shape; takes no gradient. Null stands for zeros.</param>
    /// <returns>(1). NaN when there is no element, as the mean of nothing is.</returns>
    /// <exception cref="ArgumentException">The shapes differ, or the target has a gradient.</exception>
    public Tensor MeanSquaredError(Tensor input, Tensor? target = null)
    {
        Require(
            target is null || (target.Shape == input.Shape && !NeedsGradient(target)),
            "MeanSquaredError",
            "a target of the input's shape and without gradient",
            input,
            target
        );
        var output = NewTensor(new TensorShape(1));
        Kernels.MeanSquaredError.Forward(this, input.Data, target is null ? null : target.Data, output.Data, input.Length);
        if (NeedsGradient(input))
        {
            var operation = Record<MeanSquaredErrorOperation>(output);
            operation.Input = input;
            operation.Target = target;
        }

        return output;
    }
}
