using System.Runtime.Intrinsics;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Kernels;

/// <summary>Softmax and negative log-likelihood in one. Statistics are (2 × rows): log Σ exp of each row, then its loss.</summary>
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
        fixed (int* target = targets)
        {
            var arguments = new Arguments
            {
                Logits = logits,
                Targets = target,
                Statistics = statistics,
                Rows = targets.Length,
                Classes = classes,
            };
            threads.Run(&ForwardUnit, &arguments, Chunks.OfRows(targets.Length));
        }

        double total = 0;
        for (var row = 0; row < targets.Length; row++)
        {
            total += statistics[targets.Length + row];
        }

        loss[0] = (float)(total / targets.Length);
    }

    /// <summary>dLogits = (softmax − target) · dLoss / rows, or adds it.</summary>
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
        fixed (int* target = targets)
        {
            var arguments = new Arguments
            {
                Logits = logits,
                Targets = target,
                Statistics = statistics,
                Rows = targets.Length,
                Classes = classes,
                DLogits = dLogits,
                Scale = dLoss / targets.Length,
                IsAdding = isAdding,
            };
            threads.Run(&BackwardUnit, &arguments, Chunks.OfRows(targets.Length));
        }
    }

    private static void ForwardUnit(void* state, int unit)
    {
        ref var arguments = ref *(Arguments*)state;
        var (start, end) = Chunks.RowRange(unit, arguments.Rows);
        var classes = arguments.Classes;
        for (var row = start; row < end; row++)
        {
            var z = arguments.Logits + (long)row * classes;
            var highest = Vector256.Create(float.NegativeInfinity);
            for (var j = 0; j < classes; j += Lanes.Count)
            {
                highest = Vector256.Max(highest, Lanes.Load(z + j, classes - j, float.NegativeInfinity));
            }

            var maximum = Lanes.Maximum(highest);
            var sum = Vector256<float>.Zero;
            for (var j = 0; j < classes; j += Lanes.Count)
            {
                sum += Lanes.Keep(VectorMath.Exp(Lanes.Load(z + j, classes - j) - Vector256.Create(maximum)), classes - j);
            }

            var logSum = Math.Log(Lanes.Sum(sum)) + maximum;
            arguments.Statistics[row] = (float)logSum;
            arguments.Statistics[arguments.Rows + row] = (float)(logSum - z[arguments.Targets[row]]);
        }
    }

    private static void BackwardUnit(void* state, int unit)
    {
        ref var arguments = ref *(Arguments*)state;
        var (start, end) = Chunks.RowRange(unit, arguments.Rows);
        var classes = arguments.Classes;
        for (var row = start; row < end; row++)
        {
            var z = arguments.Logits + (long)row * classes;
            var dZ = arguments.DLogits + (long)row * classes;
            var logSum = Vector256.Create(arguments.Statistics[row]);
            for (var j = 0; j < classes; j += Lanes.Count)
            {
                var value = VectorMath.Exp(Lanes.Load(z + j, classes - j) - logSum) * Vector256.Create(arguments.Scale);
                Lanes.Store(arguments.IsAdding ? Lanes.Load(dZ + j, classes - j) + value : value, dZ + j, classes - j);
            }

            dZ[arguments.Targets[row]] -= arguments.Scale;
        }
    }

    private struct Arguments
    {
        public float* Logits;
        public int* Targets;
        public float* Statistics;
        public float* DLogits;
        public int Rows;
        public int Classes;
        public float Scale;
        public bool IsAdding;
    }
}
