using Pawl.Tensors.Kernels;

namespace Pawl.TestPrograms.Fuzz.Kernels;

/// <summary>Sums, products and copies, to the bit, also over one another.</summary>
internal sealed unsafe class ElementwiseFuzz : IFuzzedKernel
{
    public string Name => "elementwise";

    public int Weight => 5;

    public void Run(FuzzCase fuzz)
    {
        var (random, count) = (fuzz.Random, fuzz.Random.OneIn(40) ? fuzz.Random.Pick(8191, 8192, 8193, 16400) : fuzz.Size(70));
        var isAdding = random.Flip();
        var left = fuzz.Input("left", 1, count);
        var right = fuzz.Input("right", 1, count);
        var target = fuzz.Target("target", 1, count, isAdding);
        Func<int, float> expected;
        switch (random.Below(4))
        {
            case 0:
                Elementwise.Add(fuzz.Threads, left.Data, right.Data, target.Data, count);
                expected = j => left.Before(0, j) + right.Before(0, j);
                break;
            case 1:
                Elementwise.Multiply(fuzz.Threads, left.Data, right.Data, target.Data, count, isAdding);
                expected = j => (isAdding ? target.Before(0, j) : -0f) + left.Before(0, j) * right.Before(0, j);
                break;
            case 2:
                Elementwise.Accumulate(fuzz.Threads, left.Data, target.Data, count, isAdding);
                expected = j => (isAdding ? target.Before(0, j) : -0f) + left.Before(0, j);
                break;
            default:
                Elementwise.ClearUnless(isAdding, target.Data, count);
                expected = j => isAdding ? target.Before(0, j) : 0;
                break;
        }

        fuzz.CheckMemory();
        for (var j = 0; j < count; j++)
        {
            FuzzCase.ExpectSame(target.Now(0, j), expected(j), "target", 0, j);
        }
    }
}
