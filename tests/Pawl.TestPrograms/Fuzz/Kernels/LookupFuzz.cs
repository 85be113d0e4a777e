using Pawl.Tensors.Kernels;

namespace Pawl.TestPrograms.Fuzz.Kernels;

/// <summary>Rows of tables, and sums into them, to the bit.</summary>
internal sealed unsafe class LookupFuzz : IFuzzedKernel
{
    public string Name => "lookup";

    public int Weight => 4;

    public void Run(FuzzCase fuzz)
    {
        var (entries, width, length) = (fuzz.SizeAbove0(40), fuzz.Size(fuzz.Random.OneIn(4) ? 140 : 65), fuzz.SizeAbove0(9));
        var count = fuzz.Size(8) * length;
        var indices = fuzz.Indices(count, entries);
        if (fuzz.Random.Flip())
        {
            Forward(fuzz, indices, entries, width, length);
        }
        else
        {
            Backward(fuzz, indices, entries, width, length);
        }
    }

    private static void Forward(FuzzCase fuzz, ReadOnlySpan<int> indices, int entries, int width, int length)
    {
        var table = fuzz.Input("table", entries, width);
        var positions = fuzz.Input("positions", length, width);
        var output = fuzz.Output("output", indices.Length, width);
        var sum = fuzz.Output("sum", indices.Length, width);

        Lookup.Forward(indices, table.Data, output.Data, width);
        Lookup.Forward(indices, length, table.Data, positions.Data, sum.Data, width);

        fuzz.CheckMemory();
        for (var i = 0; i < indices.Length; i++)
        {
            for (var j = 0; j < width; j++)
            {
                var value = table.Before(indices[i], j);
                FuzzCase.ExpectSame(output.Now(i, j), value, "output", i, j);
                FuzzCase.ExpectSame(sum.Now(i, j), value + positions.Before(i % length, j), "sum", i, j);
            }
        }
    }

    private static void Backward(FuzzCase fuzz, ReadOnlySpan<int> indices, int entries, int width, int length)
    {
        var dOutput = fuzz.Input("dOutput", indices.Length, width);
        var dTable = fuzz.Sum("dTable", entries, width);
        var dPositions = fuzz.Sum("dPositions", length, width);

        Lookup.Backward(fuzz.Threads, indices, dOutput.Data, dTable.Data, width);
        Lookup.BackwardPositions(fuzz.Threads, dOutput.Data, dPositions.Data, indices.Length / length, length, width);

        fuzz.CheckMemory();
        var (table, positions) = (new float[entries, width], new float[length, width]);
        for (var j = 0; j < width; j++)
        {
            for (var entry = 0; entry < entries; entry++)
            {
                table[entry, j] = dTable.Before(entry, j);
            }

            for (var position = 0; position < length; position++)
            {
                positions[position, j] = dPositions.Before(position, j);
            }

            for (var i = 0; i < indices.Length; i++)
            {
                table[indices[i], j] += dOutput.Before(i, j);
                positions[i % length, j] += dOutput.Before(i, j);
            }

            for (var entry = 0; entry < entries; entry++)
            {
                FuzzCase.ExpectSame(dTable.Now(entry, j), table[entry, j], "dTable", entry, j);
            }

            for (var position = 0; position < length; position++)
            {
                FuzzCase.ExpectSame(dPositions.Now(position, j), positions[position, j], "dPositions", position, j);
            }
        }
    }
}
