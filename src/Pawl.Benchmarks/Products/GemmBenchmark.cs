using Pawl.Benchmarks.Measuring;
using Pawl.Benchmarks.Peak;
using Pawl.Tensors;
using Pawl.Tensors.Kernels.Products;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;

namespace Pawl.Benchmarks.Products;

/// <summary>Rate of the matrix product: square shapes in all four transpositions, and the shapes of a GPT's training step.</summary>
public static unsafe class GemmBenchmark
{
    private const int WarmUpSize = 96;
    private static readonly int[] Squares = [64, 128, 256, 576, 1024];

    /// <summary>Of the recipes cpu and baby: rows × columns × inner of forward, dx and dW of the widest layers, and of the head.</summary>
    private static readonly GemmShape[] GptShapes =
    [
        new(768, 384, 128, false, true),
        new(768, 128, 384, false, false),
        new(384, 128, 768, true, false),
        new(768, 512, 128, false, true),
        new(768, 128, 512, false, true),
        new(512, 128, 768, true, false),
        new(768, 65, 128, false, true),
        new(65, 128, 768, true, false),
        new(4096, 1536, 384, false, true),
        new(4096, 384, 1536, false, false),
        new(1536, 384, 4096, true, false),
    ];

    /// <summary>The name of the work on two square matrices that are not transposed, as the peer gives it too.</summary>
    public static string Square(int size) => $"gemm-{size}";

    /// <param name="sizes">Only square products of these sizes, not transposed; none for all shapes there are.</param>
    /// <param name="seconds">For all together.</param>
    public static IEnumerable<Measurement> Run(
        IReadOnlyList<int> threads,
        IReadOnlyList<int> sizes,
        double seconds,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(threads);
        ArgumentNullException.ThrowIfNull(sizes);
        var shapes = sizes.Count > 0 ? [.. sizes.Select(size => new GemmShape(size, size, size, false, false))] : AllShapes();
        var pace = Pace.Share(seconds, shapes.Count * threads.Count);
        var peak = new MachinePeak(cancellation);
        WarmUp(cancellation);
        foreach (var shape in shapes)
        {
            foreach (var count in threads)
            {
                yield return Measure(shape, count, pace, peak, cancellation);
            }
        }
    }

    private static List<GemmShape> AllShapes()
    {
        var transpositions = ((bool A, bool B)[])[(false, false), (false, true), (true, false), (true, true)];
        return
        [
            .. Squares.SelectMany(size => transpositions.Select(side => new GemmShape(size, size, size, side.A, side.B))),
            .. GptShapes,
        ];
    }

    /// <summary>The runtime compiles a method well only after it has been called for a while: none of the shapes pays for that.</summary>
    private static void WarmUp(CancellationToken cancellation)
    {
        using var threads = new ComputeThreads(1);
        var (a, b, c) = (Square(), Square(), Square());
        Repeat.Run(
            _ =>
            {
                for (var sides = 0; sides < 4; sides++)
                {
                    var shape = new GemmShape(WarmUpSize, WarmUpSize, WarmUpSize, (sides & 1) != 0, (sides & 2) != 0);
                    Gemm.Multiply(threads, shape, a.Data, WarmUpSize, b.Data, WarmUpSize, c.Data, WarmUpSize, false);
                }
            },
            new Pace(0.8, 0, LeastSamples: 0),
            cancellation
        );

        static Tensor Square() => new(new TensorShape(WarmUpSize, WarmUpSize));
    }

    private static Measurement Measure(GemmShape shape, int threadCount, Pace pace, MachinePeak peak, CancellationToken cancellation)
    {
        using var threads = new ComputeThreads(threadCount);
        var random = new Philox4x32(1);
        var a = new Tensor(new TensorShape(shape.Rows * shape.Inner));
        var b = new Tensor(new TensorShape(shape.Inner * shape.Columns));
        var c = new Tensor(new TensorShape(shape.Rows * shape.Columns));
        random.FillNormal(a.Values, 1);
        random.FillNormal(b.Values, 1);
        var gflop = 2e-9 * shape.Rows * shape.Columns * shape.Inner;

        // A look at the clock takes tens of nanoseconds: a small product is timed a few at once.
        var batch = (int)Math.Clamp(1e-3 / gflop, 1, 100);
        var samples = Repeat.Time(Multiply, pace, cancellation, batch);
        var measurement = Measurement.Of(Name(shape), threadCount, samples, gflop, "GFLOP/s");
        return measurement with { PeakPercent = 100 * measurement.Rate / peak.Gflops(threadCount) };

        void Multiply() =>
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

    /// <summary>Such as <c>gemm-576</c>, <c>gemm-576-tn</c> (the left one transposed) or <c>gemm-768x384x128-nt</c>.</summary>
    private static string Name(GemmShape shape)
    {
        var size =
            shape.Rows == shape.Columns && shape.Rows == shape.Inner
                ? Square(shape.Rows)
                : $"gemm-{shape.Rows}x{shape.Columns}x{shape.Inner}";
        var sides = $"{(shape.TransposeA ? 't' : 'n')}{(shape.TransposeB ? 't' : 'n')}";
        return sides == "nn" ? size : $"{size}-{sides}";
    }
}
