using Pawl.Tensors;
using Pawl.Tensors.Optimizers;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;

namespace Pawl.TestPrograms.Numerics;

/// <summary>Steps of AdamW on clipped random gradients.</summary>
internal sealed class OptimizerWork : INumericWork
{
    public string Name => "optimizer";

    public void Run(ComputeThreads threads, Philox4x32 random, Results results)
    {
        var parameters = new ParameterSet([("a", new(301, 97)), ("b", new(5)), ("c", new(33, 3))]);
        var optimizer = new AdamW(parameters, new AdamWSettings());
        foreach (var parameter in parameters)
        {
            random.FillNormal(parameter.Value.Values, 1);
        }

        for (var step = 0; step < 5; step++)
        {
            foreach (var parameter in parameters)
            {
                random.FillNormal(parameter.Gradient.Values, 1);
            }

            var norm = GradientNorm.Measure(parameters, threads);
            results.Add($"norm.{step}", [(float)norm]);
            optimizer.Step(1e-2f, threads, GradientNorm.ClipScale(norm, 1));
        }

        foreach (var parameter in parameters)
        {
            results.Add($"adamw.{parameter.Name}", parameter.Value.Values);
        }

        foreach (var (name, moment) in optimizer.State)
        {
            results.Add($"adamw.{name}", moment.Values);
        }
    }
}
