using Pawl.Tensors.Autograd;
using Pawl.Tensors.Kernels;

namespace Pawl.TestPrograms.Fuzz.Kernels;

/// <summary>Linear layers, forward and backward, with few rows and with many.</summary>
internal sealed unsafe class LinearFuzz : IFuzzedKernel
{
    public string Name => "linear";

    public int Weight => 8;

    public void Run(FuzzCase fuzz)
    {
        var random = fuzz.Random;
        var rows = random.Flip() ? fuzz.Size(4) : fuzz.Size();
        var inputs = fuzz.Size();
        var outputs = fuzz.Size(random.OneIn(8) ? 140 : Math.Max(1, Math.Min(65, 40_000 / Math.Max(1, rows * inputs))));
        switch (random.Below(3))
        {
            case 0:
                Forward(fuzz, rows, inputs, outputs, false);
                break;
            case 1:
                Forward(fuzz, rows, inputs, outputs, true);
                break;
            default:
                Backward(fuzz, rows, inputs, outputs);
                break;
        }
    }

    private static void Forward(FuzzCase fuzz, int rows, int inputs, int outputs, bool isByRow)
    {
        var x = fuzz.Input("x", rows, inputs);
        var weight = fuzz.Input("weight", outputs, inputs);
        var bias = fuzz.Random.Flip() ? fuzz.Input("bias", 1, outputs) : null;
        var residual = fuzz.Random.Flip() ? fuzz.Input("residual", rows, outputs) : null;
        var y = fuzz.Output("y", rows, outputs);

        var ofBias = bias is null ? null : bias.Data;
        var ofResidual = residual is null ? null : residual.Data;
        if (isByRow)
        {
            FewRows.Forward(fuzz.Threads, x.Data, weight.Data, ofBias, ofResidual, y.Data, rows, inputs, outputs);
            CheckAlone(fuzz, x, weight, ofBias, residual, y);
        }
        else
        {
            Linear.Forward(fuzz.Threads, x.Data, weight.Data, ofBias, ofResidual, y.Data, rows, inputs, outputs);
        }

        fuzz.CheckMemory();
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < outputs; j++)
            {
                var (fromBias, fromResidual) = (bias is null ? 0 : bias[0, j], residual is null ? 0 : residual[i, j]);
                var sum = fromBias + fromResidual;
                var size = Math.Abs(fromBias) + Math.Abs(fromResidual);
                for (var p = 0; p < inputs; p++)
                {
                    sum += x[i, p] * weight[j, p];
                    size += Math.Abs(x[i, p] * weight[j, p]);
                }

                ProductCheck.Expect(y.Now(i, j), sum, size, inputs, $"y of ({rows}, {inputs}) to {outputs}", i, j);
            }
        }
    }

    /// <summary>A row by itself has the bits it has among others.</summary>
    private static void CheckAlone(
        FuzzCase fuzz,
        GuardedMatrix x,
        GuardedMatrix weight,
        float* bias,
        GuardedMatrix? residual,
        GuardedMatrix y
    )
    {
        if (x.Rows == 0)
        {
            return;
        }

        var row = fuzz.Random.Below(x.Rows);
        var alone = fuzz.Output("row alone", 1, weight.Rows);
        var added = residual is null ? null : residual.Data + (long)row * weight.Rows;
        FewRows.Forward(fuzz.Threads, x.Data + (long)row * x.Columns, weight.Data, bias, added, alone.Data, 1, x.Columns, weight.Rows);
        for (var j = 0; j < weight.Rows; j++)
        {
            FuzzCase.ExpectSame(alone.Now(0, j), y.Now(row, j), "row alone", row, j);
        }
    }

    private static void Backward(FuzzCase fuzz, int rows, int inputs, int outputs)
    {
        using var tape = new Tape(fuzz.Threads);
        var isAdding = fuzz.Random.Flip();
        var x = fuzz.Input("x", rows, inputs);
        var weight = fuzz.Input("weight", outputs, inputs);
        var dY = fuzz.Input("dY", rows, outputs);
        var dX = fuzz.Target("dX", rows, inputs, isAdding);
        var dWeight = fuzz.Target("dWeight", outputs, inputs, isAdding);
        var dBias = fuzz.Target("dBias", 1, outputs, isAdding);

        Linear.BackwardInput(fuzz.Threads, dY.Data, weight.Data, dX.Data, rows, inputs, outputs, isAdding);
        Linear.BackwardWeight(tape, dY.Data, x.Data, dWeight.Data, rows, inputs, outputs, isAdding);
        Linear.BackwardBias(tape, dY.Data, dBias.Data, rows, outputs, isAdding);

        fuzz.CheckMemory();
        GemmFuzz.Check(new(rows, inputs, outputs, false, false), dY, weight, dX, isAdding, "dX");
        GemmFuzz.Check(new(outputs, inputs, rows, true, false), dY, x, dWeight, isAdding, "dWeight");
        for (var j = 0; j < outputs; j++)
        {
            ProductCheck.Expect(dBias.Now(0, j), isAdding ? dBias[0, j] : 0, rows, i => (dY[i, j], 1), "dBias", 0, j);
        }
    }
}
