using Pawl.Benchmarks.Measuring;
using Pawl.Benchmarks.Peak;
using Pawl.Tensors;
using Pawl.Tensors.Optimizers;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;

namespace Pawl.Benchmarks.Operations;

/// <summary>What follows the backward pass: the length of all gradients, and a step of AdamW.</summary>
/// <param name="width">The parameters are square matrices of this width.</param>
internal sealed class OptimizerCase(string name, int width, int matrices) : OperationCase(name)
{
    public override IEnumerable<Measurement> Measure(ComputeThreads threads, Pace pace, MachinePeak peak, CancellationToken cancellation)
    {
        var parameters = new ParameterSet([.. Enumerable.Range(0, matrices).Select(i => ($"w{i}", new TensorShape(width, width)))]);
        var random = new Philox4x32(1);
        foreach (var parameter in parameters)
        {
            random.FillNormal(parameter.Value.Values, 0.02f);
            random.FillNormal(parameter.Gradient.Values, 0.02f);
        }

        var half = pace with { WarmUpSeconds = pace.WarmUpSeconds / 2, Seconds = pace.Seconds / 2 };
        var norm = Repeat.Time(() => GradientNorm.Measure(parameters, threads), half, cancellation);
        yield return Rate($"gradient-norm-{Name}", threads.Count, norm, Cost.Traffic(parameters.ElementCount), peak);

        // Weight, gradient and two moments are read; weight and moments written.
        var optimizer = new AdamW(parameters, new AdamWSettings());
        var step = Repeat.Time(() => optimizer.Step(1e-4f, threads), half, cancellation);
        yield return Rate($"adamw-{Name}", threads.Count, step, Cost.Traffic(7.0 * parameters.ElementCount), peak);
    }
}
