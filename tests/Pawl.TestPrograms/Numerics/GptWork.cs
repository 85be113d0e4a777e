using Pawl.Tensors.Optimizers;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;
using Pawl.Text.Model;

namespace Pawl.TestPrograms.Numerics;

/// <summary>A few training steps of a small GPT.</summary>
/// <remarks>The optimizer's epsilon is large: Adam divides a gradient of nothing but rounding errors by itself, and would show those at full size.</remarks>
internal sealed class GptWork : INumericWork
{
    private const int Batch = 3;
    private const int Length = 40;

    public string Name => "gpt";

    public void Run(ComputeThreads threads, Philox4x32 random, Results results)
    {
        using var model = new GptModel(new GptSettings(61, 48, 2, 3, 48, Dropout: 0.1f), 5, threads);
        var optimizer = new AdamW(model.ParameterSet, new AdamWSettings(Epsilon: 1e-3f));
        var tokens = new int[Batch * Length];
        for (var step = 0; step < 4; step++)
        {
            foreach (ref var token in tokens.AsSpan())
            {
                token = random.NextInt32(61);
            }

            model.ZeroGradients();
            var loss = model.LossAndGradients(tokens, tokens, Batch, Length, 1, new DropoutKey(2, (ulong)step));
            results.Add($"gpt.loss.{step}", [loss]);
            if (step == 0)
            {
                foreach (var parameter in model.Parameters)
                {
                    results.Add($"gpt.{parameter.Name}.gradient", parameter.Gradient.Values);
                }
            }

            optimizer.Step(1e-3f, threads, GradientNorm.ClipScale(GradientNorm.Measure(model.ParameterSet, threads), 1));
        }

        foreach (var parameter in model.Parameters)
        {
            results.Add($"gpt.{parameter.Name}", parameter.Value.Values);
        }
    }
}
