using Pawl.Tensors.Optimizers;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;
using Pawl.Text.Model;

namespace Pawl.Text.Tests.Model;

public sealed class GptModelTests
{
    private static readonly GptSettings Tiny = new(VocabularySize: 11, BlockSize: 8, Layers: 2, Heads: 2, Width: 16);

    [Fact]
    public void Fresh_model_is_as_unsure_as_a_uniform_guess()
    {
        using var threads = new ComputeThreads(1);
        using var model = new GptModel(Tiny, 7, threads);
        var (tokens, targets) = Batch(4, 8, 11);

        Assert.Equal(Math.Log(11), model.Loss(tokens, targets, 4, 8), 0.1);
    }

    [Fact]
    public void Training_learns_one_batch_by_heart()
    {
        using var threads = new ComputeThreads(2);
        using var model = new GptModel(Tiny with { Bias = true }, 7, threads);
        var optimizer = new AdamW(model.ParameterSet, new AdamWSettings(WeightDecay: 0));
        var (tokens, targets) = Batch(4, 8, 11);

        for (var step = 0; step < 300; step++)
        {
            model.ZeroGradients();
            model.LossAndGradients(tokens, targets, 4, 8, 1, default);
            GradientNorm.Clip(model.ParameterSet, 1, threads);
            optimizer.Step(3e-3f, threads);
        }

        Assert.InRange(model.Loss(tokens, targets, 4, 8), 0, 0.2);
    }

    private static (int[] Tokens, int[] Targets) Batch(int batch, int length, int vocabulary)
    {
        var random = new Philox4x32(3);
        var tokens = new int[batch * length];
        var targets = new int[batch * length];
        for (var i = 0; i < tokens.Length; i++)
        {
            tokens[i] = random.NextInt32(vocabulary);
            targets[i] = (tokens[i] * 3 + i % length) % vocabulary;
        }

        return (tokens, targets);
    }
}
