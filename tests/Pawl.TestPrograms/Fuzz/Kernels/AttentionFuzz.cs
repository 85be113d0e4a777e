using Pawl.Tensors.Kernels;

namespace Pawl.TestPrograms.Fuzz.Kernels;

/// <summary>Causal attention, forward and backward, with and without dropout.</summary>
/// <remarks>
/// Where an input is not finite, only its NaN are looked for: a weight of 0 times an infinite value of a later position of the
/// same block is NaN, as in every implementation that multiplies whole blocks.
/// </remarks>
internal sealed unsafe class AttentionFuzz : IFuzzedKernel
{
    public string Name => "attention";

    public int Weight => 5;

    public void Run(FuzzCase fuzz)
    {
        var random = fuzz.Random;
        // Blocks of queries and of keys end at 48 and 288.
        var length =
            random.OneIn(200) ? random.Pick(287, 288, 289, 300)
            : random.OneIn(16) ? random.Pick(47, 48, 49, 65, 97)
            : fuzz.SizeAbove0(20);
        var headWidth = fuzz.SizeAbove0(
            length > 100 ? 4
            : length > 40 ? 17
            : 33
        );
        var shape = new AttentionShape(length > 40 ? 1 : random.Below(3), length, random.Between(1, length > 100 ? 1 : 3), headWidth);
        var mask = DropoutFuzz.Mask(random, random.OneIn(3) ? 0.3f : 0);
        var qkv = fuzz.Input("qkv", shape.Batch * length, 3 * shape.Width);
        var output = fuzz.Output("output", shape.Batch * length, shape.Width);
        var logSums = fuzz.Output("log-sums", shape.Batch * shape.Heads, length);

        Attention.Forward(fuzz.Threads, shape, mask, qkv.Data, output.Data, logSums.Data);

        fuzz.CheckMemory();
        var references = Enumerable
            .Range(0, shape.Batch * shape.Heads)
            .Select(unit => new AttentionReference(qkv, shape, mask, unit))
            .ToArray();
        for (var unit = 0; unit < references.Length; unit++)
        {
            CheckForward(references[unit], shape, output, logSums, unit);
        }

        Backward(fuzz, shape, mask, qkv, output, logSums, references);
    }

    private static void CheckForward(
        AttentionReference reference,
        AttentionShape shape,
        GuardedMatrix output,
        GuardedMatrix logSums,
        int unit
    )
    {
        for (var t = 0; t < shape.Length; t++)
        {
            var logSum = reference.LogSums[t];
            var bound = reference.Errors[t] + 4 * FuzzCase.Epsilon * Math.Abs(logSum);
            FuzzCase.Expect(logSums.Now(unit, t), logSum, bound, reference.Largest[t], $"log-sum of {shape}", unit, t);
            for (var d = 0; d < shape.HeadWidth; d++)
            {
                var (value, error, size) = reference.Output(t, d);
                var (row, column) = (unit / shape.Heads * shape.Length + t, unit % shape.Heads * shape.HeadWidth + d);
                ExpectFinite(output.Now(row, column), value, error, size, $"output of {shape}", row, column, reference);
            }
        }
    }

    private static void Backward(
        FuzzCase fuzz,
        AttentionShape shape,
        DropoutMask mask,
        GuardedMatrix qkv,
        GuardedMatrix output,
        GuardedMatrix logSums,
        AttentionReference[] references
    )
    {
        var isAdding = fuzz.Random.Flip();
        var dOutput = fuzz.Input("dOutput", qkv.Rows, shape.Width);
        var dQkv = fuzz.Target("dQkv", qkv.Rows, qkv.Columns, isAdding);

        Attention.Backward(fuzz.Threads, shape, mask, dOutput.Data, qkv.Data, output.Data, logSums.Data, dQkv.Data, isAdding);

        fuzz.CheckMemory();
        for (var unit = 0; unit < references.Length; unit++)
        {
            new AttentionBackwardCheck(references[unit], shape, dOutput, dQkv, isAdding, unit).Run();
        }
    }

    internal static void ExpectFinite(
        float actual,
        double expected,
        double bound,
        double size,
        string what,
        int row,
        int column,
        AttentionReference reference
    )
    {
        if (!double.IsFinite(expected) || reference.IsFinite)
        {
            FuzzCase.Expect(actual, expected, bound, size, what, row, column);
        }
    }
}
