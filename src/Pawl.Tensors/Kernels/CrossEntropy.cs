using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels;

/// <summary>Softmax and negative log-likelihood in one. Statistics are (2 × rows): each row's maximum and sum of exponentials.</summary>
internal static unsafe class CrossEntropy
{
    public static void Forward(
        ComputeThreads threads,
        float* logits,
        ReadOnlySpan<int> targets,
        float* statistics,
        float* loss,
        int classes
    )
    {
        _ = threads;
        double total = 0;
        for (var row = 0; row < targets.Length; row++)
        {
            var z = logits + (long)row * classes;
            var maximum = float.NegativeInfinity;
            for (var j = 0; j < classes; j++)
            {
                maximum = Math.Max(maximum, z[j]);
            }

            double sum = 0;
            for (var j = 0; j < classes; j++)
            {
                sum += Math.Exp(z[j] - maximum);
            }

            statistics[row] = maximum;
            statistics[targets.Length + row] = (float)sum;
            total += Math.Log(sum) + maximum - z[targets[row]];
        }

        loss[0] = (float)(total / targets.Length);
    }

    public static void Backward(
        ComputeThreads threads,
        float dLoss,
        float* logits,
        ReadOnlySpan<int> targets,
        float* statistics,
        float* dLogits,
        int classes,
        bool isAdding
    )
    {
        _ = threads;
        var scale = dLoss / targets.Length;
        for (var row = 0; row < targets.Length; row++)
        {
            for (var j = 0; j < classes; j++)
            {
                var index = (long)row * classes + j;
                var probability = Math.Exp(logits[index] - statistics[row]) / statistics[targets.Length + row];
                var value = (float)((probability - (targets[row] == j ? 1 : 0)) * scale);
                dLogits[index] = isAdding ? dLogits[index] + value : value;
            }
        }
    }
}
