using Pawl.Tensors;
using Pawl.Tensors.Files;
using Pawl.Tensors.Optimizers;
using Pawl.Tensors.Threads;
using Pawl.Text.Model;

namespace Pawl.Text.Tests.Model;

/// <summary>Against numbers that PyTorch computed in float64; <c>reference/write_reference.py</c> wrote them.</summary>
public sealed class PyTorchParityTests
{
    private const double Tolerance = 1e-4;

    [Theory]
    [InlineData("bias-exact", 1)]
    [InlineData("bias-exact", 2)]
    [InlineData("plain-tanh", 1)]
    [InlineData("plain-tanh", 3)]
    public void Logits_loss_and_every_gradient_agree(string file, int threadCount)
    {
        using var threads = new ComputeThreads(threadCount);
        var reference = Read(file);
        using var model = Load(reference, threads);
        var (tokens, targets, batch, length) = Batch(reference, 0);

        var logits = new float[tokens.Length * model.Settings.VocabularySize];
        model.Logits(tokens, batch, length, logits);
        AssertClose(reference["logits"].Floats, logits, "logits");

        var expected = reference["losses"].Floats[0];
        Assert.Equal(expected, model.Loss(tokens, targets, batch, length), expected * Tolerance);
        Assert.Equal(expected, model.LossAndGradients(tokens, targets, batch, length, 1, default), expected * Tolerance);
        foreach (var parameter in model.Parameters)
        {
            AssertClose(reference[$"gradient/{parameter.Name}"].Floats, parameter.Gradient.Values, parameter.Name);
        }
    }

    [Theory]
    [InlineData("bias-exact")]
    [InlineData("plain-tanh")]
    public void Three_clipped_AdamW_steps_end_at_the_same_weights(string file)
    {
        using var threads = new ComputeThreads(2);
        var reference = Read(file);
        using var model = Load(reference, threads);
        var optimizer = new AdamW(model.ParameterSet, new AdamWSettings(Beta1: 0.9f, Beta2: 0.99f, WeightDecay: 0.1f));

        for (var step = 0; step < 3; step++)
        {
            var (tokens, targets, batch, length) = Batch(reference, step);
            model.ZeroGradients();
            var loss = model.LossAndGradients(tokens, targets, batch, length, 1, default);
            Assert.Equal(reference["losses"].Floats[step], loss, loss * Tolerance);
            var norm = GradientNorm.Measure(model.ParameterSet, threads);
            if (step == 0)
            {
                Assert.Equal(reference["norm"].Floats[0], norm, norm * Tolerance);
            }

            optimizer.Step(1e-2f, threads, GradientNorm.ClipScale(norm, 1));
        }

        foreach (var parameter in model.Parameters)
        {
            var expected = reference[$"end/{parameter.Name}"].Floats;
            var actual = (ReadOnlySpan<float>)parameter.Value.Values;
            if (parameter.Name.EndsWith("c_attn.bias", StringComparison.Ordinal))
            {
                // Softmax does not see a shift of all keys: their bias has gradient 0, and Adam makes full steps of its rounding errors.
                var width = model.Settings.Width;
                AssertCloseInNorm(expected[..width], actual[..width], parameter.Name + " (query)");
                expected = expected[(2 * width)..];
                actual = actual[(2 * width)..];
            }

            AssertCloseInNorm(expected, actual, parameter.Name);
        }
    }

    private static Safetensors Read(string file) =>
        Safetensors.Read(Path.Combine(AppContext.BaseDirectory, "Model", "reference", $"{file}.safetensors"));

    private static GptModel Load(Safetensors reference, ComputeThreads threads)
    {
        var settings = new GptSettings(
            int.Parse(reference.Metadata["vocabulary"]),
            int.Parse(reference.Metadata["block"]),
            int.Parse(reference.Metadata["layers"]),
            int.Parse(reference.Metadata["heads"]),
            int.Parse(reference.Metadata["width"]),
            0,
            bool.Parse(reference.Metadata["bias"]),
            bool.Parse(reference.Metadata["tanh_gelu"]) ? GeluForm.Tanh : GeluForm.Exact
        );
        var model = new GptModel(settings, 1, threads);
        foreach (var parameter in model.Parameters)
        {
            reference[$"start/{parameter.Name}"].CopyTo(parameter.Value);
        }

        return model;
    }

    private static (int[] Tokens, int[] Targets, int Batch, int Length) Batch(Safetensors reference, int step)
    {
        var tokens = reference[$"tokens{step}"];
        return (
            Array.ConvertAll(tokens.Longs.ToArray(), value => (int)value),
            Array.ConvertAll(reference[$"targets{step}"].Longs.ToArray(), value => (int)value),
            (int)tokens.Dimensions[0],
            (int)tokens.Dimensions[1]
        );
    }

    /// <summary>Largest difference in proportion to the largest number of the tensor.</summary>
    private static void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        var difference = 0.0;
        var largest = 0.0;
        for (var i = 0; i < expected.Length; i++)
        {
            difference = Math.Max(difference, Math.Abs((double)expected[i] - actual[i]));
            largest = Math.Max(largest, Math.Abs(expected[i]));
        }

        Assert.True(difference <= Tolerance * largest, $"{what}: differs by {difference:g3} where the largest number is {largest:g3}.");
    }

    /// <summary>
    /// Length of the difference in proportion to the length of the tensor. Adam divides each gradient by its own size, so a single
    /// number whose gradient is near zero may move by the rounding error of that gradient.
    /// </summary>
    private static void AssertCloseInNorm(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        var difference = 0.0;
        var length = 0.0;
        for (var i = 0; i < expected.Length; i++)
        {
            difference += Math.Pow((double)expected[i] - actual[i], 2);
            length += Math.Pow(expected[i], 2);
        }

        var relative = Math.Sqrt(difference / length);
        Assert.True(relative <= Tolerance, $"{what}: differs by {relative:g3} of its length.");
    }
}
