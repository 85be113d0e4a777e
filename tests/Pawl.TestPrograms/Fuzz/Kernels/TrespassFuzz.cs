using System.Runtime.Intrinsics;

namespace Pawl.TestPrograms.Fuzz.Kernels;

/// <summary>A sum that reads whole vectors at the end of a row, as no kernel may: shows that the net holds.</summary>
internal sealed unsafe class TrespassFuzz : IFuzzedKernel
{
    public string Name => "trespass";

    public int Weight => 1;

    public void Run(FuzzCase fuzz)
    {
        var values = fuzz.Input("values", 1, fuzz.Size());
        var sum = Vector256<float>.Zero;
        for (var j = 0; j < values.Columns; j += 8)
        {
            sum += Vector256.Load(values.Data + j);
        }

        ProductCheck.Expect(Vector256.Sum(sum), 0, values.Columns, j => (values[0, j], 1), "sum", 0, 0);
    }
}
