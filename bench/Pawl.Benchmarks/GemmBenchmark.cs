using System.Diagnostics;
using Pawl.Tensors;
using Pawl.Tensors.Kernels.Products;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;

namespace Pawl.Benchmarks;

/// <summary>Rate of the matrix product on square shapes and on those of the nanoGPT CPU recipe.</summary>
internal static unsafe class GemmBenchmark
{
    private static readonly GemmShape[] Shapes =
    [
        new(576, 576, 576, false, false),
        new(1024, 1024, 1024, false, false),
        new(768, 384, 128, false, true),
        new(768, 128, 384, false, false),
        new(384, 128, 768, true, false),
        new(768, 512, 128, false, true),
        new(768, 128, 512, false, true),
        new(512, 128, 768, true, false),
        new(768, 65, 128, false, true),
        new(65, 128, 768, true, false),
        new(64, 64, 32, false, true),
    ];

    public static void Print(int threadCount)
    {
        using var threads = new ComputeThreads(threadCount);
        var peak = Peak.Measure() * threadCount;
        Console.WriteLine($"| rows × columns × inner | transposed | GFLOP/s, {threadCount} threads | % of {peak:f0} |");
        Console.WriteLine("| --- | --- | ---: | ---: |");
        foreach (var shape in Shapes)
        {
            var rate = Measure(shape, threads);
            var transposed = (shape.TransposeA ? "A" : "") + (shape.TransposeB ? "B" : "");
            Console.WriteLine($"| {shape.Rows} × {shape.Columns} × {shape.Inner} | {transposed} | {rate:f1} | {100 * rate / peak:f0} |");
        }
    }

    private static double Measure(GemmShape shape, ComputeThreads threads)
    {
        var random = new Philox4x32(1);
        var a = new Tensor(new TensorShape(shape.Rows * shape.Inner));
        var b = new Tensor(new TensorShape(shape.Inner * shape.Columns));
        var c = new Tensor(new TensorShape(shape.Rows * shape.Columns));
        random.FillNormal(a.Values, 1);
        random.FillNormal(b.Values, 1);
        var work = 2.0 * shape.Rows * shape.Columns * shape.Inner;
        var repeats = (int)Math.Max(1, 5e8 / work);
        var best = double.MaxValue;
        for (var round = 0; round < 12; round++)
        {
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < repeats; i++)
            {
                Gemm.Multiply(
                    threads,
                    shape,
                    a.Data,
                    shape.TransposeA ? shape.Rows : shape.Inner,
                    b.Data,
                    shape.TransposeB ? shape.Inner : shape.Columns,
                    c.Data,
                    shape.Columns,
                    false
                );
            }

            best = Math.Min(best, watch.Elapsed.TotalSeconds / repeats);
        }

        return work / best / 1e9;
    }
}
