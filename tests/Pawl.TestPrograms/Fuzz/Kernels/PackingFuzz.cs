using Pawl.Tensors.Kernels.Products;

namespace Pawl.TestPrograms.Fuzz.Kernels;

/// <summary>Copies of blocks, to the bit.</summary>
internal sealed unsafe class PackingFuzz : IFuzzedKernel
{
    public string Name => "packing";

    public int Weight => 3;

    public void Run(FuzzCase fuzz)
    {
        var (rows, columns, isTransposing) = (fuzz.Size(33), fuzz.Size(33), fuzz.Random.Flip());
        var source = fuzz.Input("source", rows, columns, fuzz.Stride(columns));
        var target = isTransposing
            ? fuzz.Output("target", columns, rows, fuzz.Stride(rows))
            : fuzz.Output("target", rows, columns, fuzz.Stride(columns));
        if (isTransposing)
        {
            Packing.Transpose(source.Data, source.Stride, target.Data, target.Stride, rows, columns);
        }
        else
        {
            Packing.Copy(source.Data, source.Stride, target.Data, target.Stride, rows, columns);
        }

        fuzz.CheckMemory();
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                FuzzCase.ExpectSame(isTransposing ? target.Now(j, i) : target.Now(i, j), source.Before(i, j), "target", i, j);
            }
        }
    }
}
