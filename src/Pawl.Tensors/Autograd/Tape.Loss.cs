using Pawl.Tensors.Autograd.Operations;
using Pawl.Tensors.Kernels;

namespace Pawl.Tensors.Autograd;

/// <content>Losses.</content>
public sealed unsafe partial class Tape
{
    /// <summary>Mean over rows of −log softmax(logits)[target].</summary>
    /// <param name="logits">(rows, classes).</param>
    /// <param name="targets">One per row, each in [0, classes).</param>
    /// <returns>(1). NaN when there is no row, as the mean of nothing is.</returns>
    /// <exception cref="ArgumentException">The counts differ or a target is out of range.</exception>
    public Tensor CrossEntropy(Tensor logits, ReadOnlySpan<int> targets)
    {
        if (logits.Shape.Rank != 2 || logits.Shape[0] != targets.Length)
        {
            throw new ArgumentException(
                $"CrossEntropy takes logits (rows, classes) and a target a row: got {logits.Shape} and {targets.Length} targets."
            );
        }

        Lookup.RequireInRange(targets, logits.Shape[1], "Target");
        var output = NewTensor(new TensorShape(1));
        var statistics = NewTensor(new TensorShape(2, targets.Length));
        Kernels.CrossEntropy.Forward(Threads, logits.Data, targets, statistics.Data, output.Data, logits.Shape[1]);
        if (NeedsGradient(logits))
        {
            var operation = Record<CrossEntropyOperation>(output);
            operation.Logits = logits;
            operation.Statistics = statistics;
            operation.Keep(targets);
        }

        return output;
    }
}
