using System.Runtime.Intrinsics;
using Pawl.Tensors.Kernels;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;
using Pawl.TestPrograms.Fuzz.Kernels;

namespace Pawl.TestPrograms.Numerics;

/// <summary>Elementary functions over a dense sweep, and their largest errors against double.</summary>
internal sealed class FunctionWork : INumericWork
{
    public string Name => "functions";

    public void Run(ComputeThreads threads, Philox4x32 random, Results results)
    {
        var kept = new List<float>();
        float Error(double from, double to, Func<Vector256<float>, Vector256<float>> function, Func<double, double> exact, bool isRelative)
        {
            const int Steps = 100_000;
            var largest = 0.0;
            for (var i = 0; i <= Steps; i += 8)
            {
                var x =
                    Vector256.Create((float)from)
                    + Vector256.Create((float)((to - from) / Steps)) * (Vector256.Create((float)i) + Vector256<float>.Indices);
                x = Vector256.Min(x, Vector256.Create((float)to));
                var y = function(x);
                for (var lane = 0; lane < 8; lane++)
                {
                    var value = exact(x[lane]);
                    largest = Math.Max(largest, Math.Abs(y[lane] - value) / (isRelative ? value : 1));
                }

                if (i % 1000 == 0)
                {
                    kept.Add(y[0]);
                }
            }

            return (float)largest;
        }

        static Vector256<float> Density(Vector256<float> x)
        {
            _ = VectorMath.Normal(x, out var density);
            return density;
        }

        static double Bell(double x) => Math.Exp(-0.5 * x * x);

        results.Add("errors.exp", [Error(-87, 88, VectorMath.Exp, Math.Exp, true)]);
        results.Add("errors.exp.near", [Error(-1, 1, VectorMath.Exp, Math.Exp, true)]);
        results.Add("errors.exp.below", [Error(-1e4, -87, VectorMath.Exp, Math.Exp, false)]);
        results.Add("errors.normal.near", [Error(-4, 4, x => VectorMath.Normal(x, out _), NormalDistribution.Of, true)]);
        results.Add("errors.normal", [Error(-13, 13, x => VectorMath.Normal(x, out _), NormalDistribution.Of, true)]);
        results.Add("errors.normal.below", [Error(-1e4, -13.2, x => VectorMath.Normal(x, out _), NormalDistribution.Of, false)]);
        results.Add("errors.density.near", [Error(-4, 4, Density, Bell, true)]);
        results.Add("errors.density", [Error(-13, 13, Density, Bell, true)]);
        results.Add("errors.density.beyond", [Error(13.2, 1e4, Density, Bell, false)]);
        results.Add("functions", kept.ToArray());
        Extremes(results);
    }

    private static void Extremes(Results results)
    {
        var x = Vector256.Create(
            float.NaN,
            float.PositiveInfinity,
            float.NegativeInfinity,
            float.MaxValue,
            float.MinValue,
            0,
            -0f,
            float.Epsilon
        );
        var values = new float[24];
        VectorMath.Exp(x).CopyTo(values);
        VectorMath.Normal(x, out var density).CopyTo(values, 8);
        density.CopyTo(values, 16);
        results.Add("extremes", values);
    }
}
