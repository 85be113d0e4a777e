using Pawl.Tensors.Autograd.Operations;
using Pawl.Tensors.Kernels;
using Pawl.Tensors.Random;

namespace Pawl.Tensors.Autograd;

/// <content>Operations on each element.</content>
public sealed unsafe partial class Tape
{
    public Tensor Gelu(Tensor input, GeluForm form)
    {
        var output = NewTensor(input.Shape);
        var derivative = NeedsGradient(input) ? NewTensor(input.Shape) : null;
        Activation.Forward(Threads, input.Data, output.Data, derivative is null ? null : derivative.Data, input.Length, form);
        if (derivative is not null)
        {
            var operation = Record<GeluOperation>(output);
            operation.Input = input;
            operation.Derivative = derivative;
        }

        return output;
    }

    /// <summary>y = GELU(x Wᵀ + b) in one: keeps the derivative in the place of the sum it is taken at.</summary>
    /// <param name="input">(…, in).</param>
    /// <param name="weight">(out, in).</param>
    /// <param name="bias">(out), or null.</param>
    /// <returns>(…, out).</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor LinearGelu(Tensor input, Tensor weight, Tensor? bias, GeluForm form)
    {
        var isRecording = IsRecording;
        var needsGradient = NeedsGradient(input) || NeedsGradient(weight) || NeedsGradient(bias);
        Tensor linear;
        IsRecording = false;
        try
        {
            linear = Linear(input, weight, bias);
        }
        finally
        {
            IsRecording = isRecording;
        }

        if (!needsGradient)
        {
            Activation.Forward(Threads, linear.Data, linear.Data, null, linear.Length, form);
            return linear;
        }

        var output = NewTensor(linear.Shape);
        Activation.Forward(Threads, linear.Data, output.Data, linear.Data, linear.Length, form);
        var operation = Record<LinearGeluOperation>(output);
        operation.Input = input;
        operation.Weight = weight;
        operation.Bias = bias;
        operation.Derivative = linear;
        return output;
    }

    /// <summary>Elements are zeroed with probability p and the others divided by 1 − p; with p = 0 the input itself is returned.</summary>
    /// <param name="layer">Tells apart the masks of one step.</param>
    /// <exception cref="ArgumentOutOfRangeException">p is not in [0, 1).</exception>
    public Tensor Dropout(Tensor input, float probability, DropoutKey key, int layer)
    {
        RequireProbability(probability);
        if (probability == 0)
        {
            return input;
        }

        var output = NewTensor(input.Shape);
        var mask = new DropoutMask(key, layer, probability);
        Kernels.Dropout.Apply(Threads, mask, input.Data, output.Data, input.Length, false);
        if (NeedsGradient(input))
        {
            var operation = Record<DropoutOperation>(output);
            operation.Input = input;
            operation.Mask = mask;
        }

        return output;
    }

    /// <summary>The same elements under another shape, copied.</summary>
    /// <exception cref="ArgumentException">The shapes have different lengths.</exception>
    public Tensor Reshape(Tensor input, TensorShape shape)
    {
        if (input.Length != shape.Length)
        {
            throw new ArgumentException($"Reshape keeps the count of elements: got {input.Shape} and {shape}.");
        }

        var output = NewTensor(shape);
        Elementwise.Accumulate(Threads, input.Data, output.Data, input.Length, false);
        if (NeedsGradient(input))
        {
            Record<ReshapeOperation>(output).Input = input;
        }

        return output;
    }

    /// <summary>a + b, element by element.</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public Tensor Add(Tensor left, Tensor right)
    {
        Require(left.Shape == right.Shape, "Add", "two tensors of one shape", left, right);
        var output = NewTensor(left.Shape);
        Elementwise.Add(Threads, left.Data, right.Data, output.Data, left.Length);
        if (NeedsGradient(left) || NeedsGradient(right))
        {
            var operation = Record<AddOperation>(output);
            operation.Left = left;
            operation.Right = right;
        }

        return output;
    }
}
