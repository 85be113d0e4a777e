using Pawl.Tensors;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;

namespace Pawl.TestPrograms.Numerics;

/// <summary>Every operation of a tape, forward and backward, on shapes that do not fit vectors.</summary>
internal sealed class OperationWork : INumericWork
{
    private const int Rows = 77;
    private const int Width = 93;

    public string Name => "operations";

    public void Run(ComputeThreads threads, Philox4x32 random, Results results)
    {
        var work = new Recording(threads, random, results);
        var key = new DropoutKey(3, 4);
        int[] indices = [.. Enumerable.Range(0, Rows).Select(_ => random.NextInt32(Width))];
        work.Do("add", [new(Rows, Width), new(Rows, Width)], (tape, x) => tape.Add(x[0], x[1]));
        work.Do("reshape", [new(Rows, Width)], (tape, x) => tape.Reshape(x[0], new(Width, Rows)));
        work.Do("dropout", [new(Rows, Width)], (tape, x) => tape.Dropout(x[0], 0.2f, key, 1));
        work.Do("gelu.exact", [new(Rows, Width)], (tape, x) => tape.Gelu(x[0], GeluForm.Exact));
        work.Do("gelu.tanh", [new(Rows, Width)], (tape, x) => tape.Gelu(x[0], GeluForm.Tanh));
        work.Do("layernorm", [new(Rows, Width), new(Width), new(Width)], (tape, x) => tape.LayerNorm(x[0], x[1], x[2]));
        work.Do("embedding", [new(Width, 33)], (tape, x) => tape.Embedding(x[0], indices));
        work.Do("positions", [new(Width, 33), new(11, 33)], (tape, x) => tape.TokenAndPosition(x[0], x[1], indices, 11));
        work.Do("crossentropy", [new(Rows, Width)], (tape, x) => tape.CrossEntropy(x[0], indices));
        work.Do("matmul", [new(Rows, Width), new(Width, 41)], (tape, x) => tape.MatMul(x[0], x[1]));
        work.Do("lineargelu", [new(Rows, Width), new(41, Width), new(41)], (tape, x) => tape.LinearGelu(x[0], x[1], x[2], GeluForm.Exact));
        work.Do("batchmatmul", [new(5, 33, 17), new(5, 21, 17)], (tape, x) => tape.BatchMatMul(x[0], x[1], false, true));
        foreach (var rows in new[] { 1, 3, Rows })
        {
            work.Do(
                $"linear.{rows}",
                [new(rows, Width), new(41, Width), new(41), new(rows, 41)],
                (tape, x) => tape.Linear(x[0], x[1], x[2], x[3])
            );
        }
    }
}
