using Pawl.Tensors.Autograd;

namespace Pawl.Tensors.Tests.Guards;

/// <summary>An operation on tensors that it must refuse.</summary>
/// <param name="Named">What the message must hold: the shapes, or the numbers that stand for one.</param>
internal sealed record Mismatch(string Name, TensorShape[] Shapes, Func<Tape, Tensor[], Tensor> Operation, params string[] Named)
{
    /// <summary>The operation, up to a space.</summary>
    public string Method => Name.Split(' ')[0];
}
