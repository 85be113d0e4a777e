using Pawl.Tensors;
using Pawl.Tensors.Optimizers;

namespace Pawl.TestPrograms.Fuzz.Kernels;

/// <summary>A step of AdamW and the norm of gradients over flat buffers that end at a page.</summary>
internal sealed unsafe class OptimizerFuzz : IFuzzedKernel
{
    public string Name => "optimizer";

    public int Weight => 4;

    public void Run(FuzzCase fuzz)
    {
        var (offset, length) = (fuzz.Size(20), fuzz.SizeAbove0());
        var chunk = new ParameterChunk(offset, length, fuzz.Random.Flip());
        if (fuzz.Random.OneIn(3))
        {
            Norm(fuzz, chunk);
        }
        else
        {
            Step(fuzz, chunk);
        }
    }

    private static void Step(FuzzCase fuzz, ParameterChunk chunk)
    {
        var end = chunk.Offset + chunk.Length;
        var gradients = fuzz.Input("gradients", 1, end);
        var values = fuzz.Sum("values", 1, end);
        var means = fuzz.Sum("means", 1, end);
        var squares = fuzz.Sum("squares", 1, end);
        var arguments = new AdamWArguments
        {
            Chunks = &chunk,
            Values = values.Data,
            Gradients = gradients.Data,
            Means = means.Data,
            Squares = squares.Data,
            GradientScale = fuzz.Random.Pick(1f, 0.3f),
            Beta1 = 0.9f,
            Beta2 = 0.99f,
            Decay = 0.999f,
            StepSize = 1e-3f,
            InverseCorrection = 1.1f,
            Epsilon = 1e-8f,
        };

        AdamWArguments.Step(&arguments, 0);

        fuzz.CheckMemory();
        for (var i = 0; i < chunk.Offset; i++)
        {
            FuzzCase.ExpectSame(values.Now(0, i), values.Before(0, i), "value before the chunk", 0, i);
            FuzzCase.ExpectSame(means.Now(0, i), means.Before(0, i), "mean before the chunk", 0, i);
            FuzzCase.ExpectSame(squares.Now(0, i), squares.Before(0, i), "square before the chunk", 0, i);
        }

        for (var i = chunk.Offset; i < end; i++)
        {
            var gradient = gradients[0, i] * arguments.GradientScale;
            Expect(means, i, (arguments.Beta1, means[0, i]), (1f - arguments.Beta1, gradient), "mean");
            Expect(squares, i, (arguments.Beta2, squares[0, i]), ((1f - arguments.Beta2) * gradient, gradient), "square");
            // From the moments as they were written.
            var root = Math.Sqrt(squares.Now(0, i)) * arguments.InverseCorrection + arguments.Epsilon;
            var (kept, step) = ((chunk.IsMatrix ? arguments.Decay : 1) * values[0, i], -arguments.StepSize * (means.Now(0, i) / root));
            var size = Math.Abs(kept) + Math.Abs(step);
            var bound = 8 * (FuzzCase.Epsilon * size + float.Epsilon);
            FuzzCase.Expect(
                values.Now(0, i),
                kept + step,
                bound,
                Math.Max(size, Math.Max(root, Math.Abs(means.Now(0, i) / root))),
                "value",
                0,
                i
            );
        }
    }

    private static void Expect(
        GuardedMatrix moment,
        int i,
        (double Left, double Right) first,
        (double Left, double Right) second,
        string what
    )
    {
        var (old, add) = (first.Left * first.Right, second.Left * second.Right);
        var size = Math.Abs(old) + Math.Abs(add);
        FuzzCase.Expect(
            moment.Now(0, i),
            old + add,
            6 * FuzzCase.Epsilon * size + 1e-44 * (1 + Math.Abs(second.Right)),
            Math.Max(size, Math.Abs(second.Right)),
            what,
            0,
            i
        );
    }

    private static void Norm(FuzzCase fuzz, ParameterChunk chunk)
    {
        var gradients = fuzz.Input("gradients", 1, chunk.Offset + chunk.Length);
        double partial;
        var arguments = new NormArguments
        {
            Chunks = &chunk,
            Gradients = gradients.Data,
            Partials = &partial,
        };

        NormArguments.Sum(&arguments, 0);

        fuzz.CheckMemory();
        var expected = 0.0;
        for (var i = chunk.Offset; i < gradients.Columns; i++)
        {
            expected += gradients[0, i] * gradients[0, i];
        }

        var isSame = double.IsNaN(expected)
            ? double.IsNaN(partial)
            : partial == expected || Math.Abs(partial - expected) <= 1e-13 * expected;
        if (!isSame)
        {
            throw new FuzzFailureException($"sum of squares: expected {expected:g17}, got {partial:g17}");
        }
    }
}
