using Pawl.Tensors.Kernels;
using Pawl.Tensors.Random;

namespace Pawl.TestPrograms.Fuzz.Kernels;

/// <summary>Dropout, written and added, to the bit.</summary>
internal sealed unsafe class DropoutFuzz : IFuzzedKernel
{
    public string Name => "dropout";

    public int Weight => 4;

    public void Run(FuzzCase fuzz)
    {
        var (random, count, isAdding) = (fuzz.Random, fuzz.Size(70), fuzz.Random.Flip());
        var mask = Mask(random, random.Pick(0.01f, 0.1f, 0.5f, 0.9f));
        var x = fuzz.Input("x", 1, count);
        var y = fuzz.Target("y", 1, count, isAdding);

        Dropout.Apply(fuzz.Threads, mask, x.Data, y.Data, count, isAdding);

        fuzz.CheckMemory();
        for (var j = 0; j < count; j++)
        {
            var value = x.Before(0, j) * mask.Factor(j);
            FuzzCase.ExpectSame(y.Now(0, j), isAdding ? y.Before(0, j) + value : value, "y", 0, j);
        }
    }

    internal static DropoutMask Mask(FuzzRandom random, float probability) =>
        new(new DropoutKey(random.Next(), random.Next()), random.Below(100), probability);
}
