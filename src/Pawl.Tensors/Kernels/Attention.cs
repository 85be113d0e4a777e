using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels;

/// <summary>Causal attention. Statistics are (2 × batch·heads × length): each row's maximum score and sum of exponentials.</summary>
internal static unsafe class Attention
{
    public static void Forward(ComputeThreads threads, AttentionShape shape, DropoutMask mask, float* qkv, float* output, float* statistics)
    {
        _ = threads;
        var (length, width, head) = (shape.Length, shape.Width, shape.HeadWidth);
        var scale = 1 / Math.Sqrt(head);
        var weights = new double[length];
        for (var bh = 0; bh < shape.Batch * shape.Heads; bh++)
        {
            var b = bh / shape.Heads;
            var h = bh % shape.Heads;
            for (var t = 0; t < length; t++)
            {
                var q = qkv + ((long)b * length + t) * 3 * width + h * head;
                var maximum = double.NegativeInfinity;
                for (var s = 0; s <= t; s++)
                {
                    var k = qkv + ((long)b * length + s) * 3 * width + width + h * head;
                    double score = 0;
                    for (var d = 0; d < head; d++)
                    {
                        score += q[d] * k[d];
                    }

                    weights[s] = score * scale;
                    maximum = Math.Max(maximum, weights[s]);
                }

                double sum = 0;
                for (var s = 0; s <= t; s++)
                {
                    weights[s] = Math.Exp(weights[s] - maximum);
                    sum += weights[s];
                }

                statistics[(long)bh * length + t] = (float)maximum;
                statistics[(long)(shape.Batch * shape.Heads + bh) * length + t] = (float)sum;
                var y = output + ((long)b * length + t) * width + h * head;
                for (var d = 0; d < head; d++)
                {
                    double value = 0;
                    for (var s = 0; s <= t; s++)
                    {
                        var kept = mask.IsKept(((long)bh * length + t) * length + s) ? mask.Scale : 0;
                        value += weights[s] / sum * kept * qkv[((long)b * length + s) * 3 * width + 2 * width + h * head + d];
                    }

                    y[d] = (float)value;
                }
            }
        }
    }

    public static void Backward(
        ComputeThreads threads,
        AttentionShape shape,
        DropoutMask mask,
        float* dOutput,
        float* qkv,
        float* output,
        float* statistics,
        float* dQkv,
        bool isAdding
    )
    {
        _ = threads;
        _ = output;
        var (length, width, head) = (shape.Length, shape.Width, shape.HeadWidth);
        var scale = 1 / Math.Sqrt(head);
        Elementwise.ClearUnless(isAdding, dQkv, shape.Batch * length * 3 * width);
        var weights = new double[length];
        var dWeights = new double[length];
        for (var bh = 0; bh < shape.Batch * shape.Heads; bh++)
        {
            var b = bh / shape.Heads;
            var h = bh % shape.Heads;
            for (var t = 0; t < length; t++)
            {
                var rowOffset = ((long)b * length + t) * 3 * width + h * head;
                var dY = dOutput + ((long)b * length + t) * width + h * head;
                double maximum = statistics[(long)bh * length + t];
                double sum = statistics[(long)(shape.Batch * shape.Heads + bh) * length + t];
                double weighted = 0;
                for (var s = 0; s <= t; s++)
                {
                    var other = ((long)b * length + s) * 3 * width + h * head;
                    double score = 0;
                    double d = 0;
                    for (var i = 0; i < head; i++)
                    {
                        score += qkv[rowOffset + i] * qkv[other + width + i];
                        d += dY[i] * qkv[other + 2 * width + i];
                    }

                    var kept = mask.IsKept(((long)bh * length + t) * length + s) ? mask.Scale : 0;
                    weights[s] = Math.Exp(score * scale - maximum) / sum;
                    dWeights[s] = d * kept;
                    weighted += weights[s] * dWeights[s];
                    for (var i = 0; i < head; i++)
                    {
                        dQkv[other + 2 * width + i] += (float)(weights[s] * kept * dY[i]);
                    }
                }

                for (var s = 0; s <= t; s++)
                {
                    var other = ((long)b * length + s) * 3 * width + h * head;
                    var dScore = weights[s] * (dWeights[s] - weighted) * scale;
                    for (var i = 0; i < head; i++)
                    {
                        dQkv[rowOffset + i] += (float)(dScore * qkv[other + width + i]);
                        dQkv[other + width + i] += (float)(dScore * qkv[rowOffset + i]);
                    }
                }
            }
        }
    }
}
