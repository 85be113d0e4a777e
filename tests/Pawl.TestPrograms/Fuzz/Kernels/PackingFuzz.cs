using Pawl.Tensors.Kernels.Products;

namespace Pawl.TestPrograms.Fuzz.Kernels;

/// <summary>Transposed copies of blocks, to the bit.</summary>
internal sealed unsafe class PackingFuzz : IFuzzedKernel
{
    public string Name => "packing";

    public int Weight => 3;

    public void Run(FuzzCase fuzz)
    {
        var (rows, columns) = (fuzz.Size(33), fuzz.Size(33));
        var source = fuzz.Input("source", rows, columns, fuzz.Stride(columns));
        var target = fuzz.Output("target", columns, rows, fuzz.Stride(rows));
        Packing.Transpose(source.Data, source.Stride, target.Data, target.Stride, rows, columns);
        fuzz.CheckMemory();
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                FuzzCase.ExpectSame(target.Now(j, i), source.Before(i, j), "target", i, j);
            }
        }
    }
}
