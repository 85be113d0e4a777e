using System.Runtime.Intrinsics;
using Pawl.Tensors.Kernels;

namespace Pawl.TestPrograms.Fuzz.Kernels;

/// <summary>Parts of vectors at the edges of pages, and what is built of them.</summary>
internal sealed unsafe class LanesFuzz : IFuzzedKernel
{
    public string Name => "lanes";

    public int Weight => 4;

    public void Run(FuzzCase fuzz)
    {
        var count = fuzz.Size();
        var a = fuzz.Input("a", 1, count);
        var b = fuzz.Input("b", 1, count);
        var copy = fuzz.Output("copy", 1, count);
        var highest = Vector256.Create(float.NegativeInfinity);
        var sum = Vector256<float>.Zero;
        for (var j = 0; j < count; j += Lanes.Count)
        {
            var part = Lanes.Load(a.Data + j, count - j, 3);
            Lanes.Store(part, copy.Data + j, count - j);
            sum += Lanes.Keep(part, count - j);
            highest = Vector256.Max(highest, Lanes.Load(a.Data + j, count - j, float.NegativeInfinity));
        }

        var dot = Lanes.Dot(a.Data, b.Data, count);

        fuzz.CheckMemory();
        ProductCheck.Expect(dot, 0, count, j => (a[0, j], b[0, j]), "dot", 0, 0);
        ProductCheck.Expect(Lanes.Sum(sum), 0, count, j => (a[0, j], 1), "sum", 0, 0);
        var maximum = float.NegativeInfinity;
        for (var j = 0; j < count; j++)
        {
            FuzzCase.ExpectSame(copy.Now(0, j), a.Before(0, j), "copy", 0, j);
            maximum = MathF.Max(maximum, a.Before(0, j));
        }

        // Zeros of either sign are the same maximum.
        FuzzCase.ExpectSame(Lanes.Maximum(highest) + 0f, maximum + 0f, "maximum", 0, 0);
        CheckFunctions(a.Data, count);
    }

    private static void CheckFunctions(float* values, int count)
    {
        for (var j = 0; j < count; j += Lanes.Count)
        {
            var x = Lanes.Load(values + j, count - j);
            var (exponential, distribution) = (VectorMath.Exp(x), VectorMath.Normal(x, out var density));
            for (var lane = 0; lane < Lanes.Count; lane++)
            {
                double value = x[lane];
                var power = Math.Exp(Math.Clamp(value, -87, 88));
                FuzzCase.Expect(exponential[lane], power, 2e-7 * power, 1, $"exp({value:g9})", 0, j + lane);
                var normal = NormalDistribution.Of(value);
                FuzzCase.Expect(
                    distribution[lane],
                    normal,
                    (1e-6 + value * value * FuzzCase.Epsilon) * normal + 2e-38,
                    1,
                    $"Φ({value:g9})",
                    0,
                    j + lane
                );
                var bell = Math.Exp(-0.5 * value * value);
                FuzzCase.Expect(
                    density[lane],
                    bell,
                    (1e-6 + value * value * FuzzCase.Epsilon * 2) * bell + 2e-38,
                    1,
                    $"density({value:g9})",
                    0,
                    j + lane
                );
            }
        }
    }
}
