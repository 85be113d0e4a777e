using Pawl.Tensors.Autograd;
using Pawl.Tensors.Files;
using Pawl.Tensors.Modules;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Tests.Modules;

/// <summary>Against numbers that PyTorch computed in float64; <c>reference/write_reference.py</c> wrote them.</summary>
public sealed class TowerPyTorchParityTests
{
    [Theory]
    [InlineData("plain", 1)]
    [InlineData("plain", 2)]
    [InlineData("squeeze", 1)]
    [InlineData("squeeze", 3)]
    public void A_training_step_agrees_in_output_loss_every_gradient_and_statistics(string file, int threadCount)
    {
        using var threads = new ComputeThreads(threadCount);
        using var tape = new Tape(threads);
        var reference = Read(file);
        var model = TowerModel.Load(reference);
        var boards = TensorOf(reference["boards"]).WithGradient();

        var output = model.Forward(tape, boards, isTraining: true);
        AssertClose(reference["output"].Floats, output.Values, "output", 1e-4);
        var loss = tape.MeanSquaredError(output, TensorOf(reference["target"]));
        AssertClose(reference["loss"].Floats, loss.Values, "loss", 1e-4);
        tape.Backward(loss);

        AssertClose(reference["gradient/boards"].Floats, boards.Gradient!.Values, "boards", 1e-4);
        foreach (var parameter in model.State.Parameters)
        {
            AssertClose(reference[$"gradient/{parameter.Name}"].Floats, parameter.Gradient.Values, parameter.Name, 1e-4);
        }

        foreach (var buffer in model.State.Buffers)
        {
            AssertClose(reference[$"end/{buffer.Name}"].Floats, buffer.Value.Values, buffer.Name, 1e-4);
        }
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("squeeze")]
    public void Evaluation_and_the_frozen_tower_agree(string file)
    {
        using var threads = new ComputeThreads(2);
        using var tape = new Tape(threads) { IsRecording = false };
        var reference = Read(file);
        var model = TowerModel.Load(reference);
        var boards = TensorOf(reference["boards"]);
        var expected = reference["evaluation"].Floats;

        var output = model.Forward(tape, boards).Values;
        AssertClose(expected, output, "evaluation", 1e-4);

        using var frozen = new FrozenTower(model.Tower, model.Stem, 9, 9, threads);
        var actual = new float[expected.Length];
        frozen.Run(boards.Values, boards.Shape[0], actual);
        AssertClose(expected, actual, "frozen", 1e-4);
        AssertClose(output, actual, "frozen beside evaluation", 1e-5);
        foreach (var buffer in model.State.Buffers)
        {
            Assert.Equal(reference[$"start/{buffer.Name}"].Floats, buffer.Value.Values);
        }
    }

    private static Safetensors Read(string file) =>
        Safetensors.Read(Path.Combine(AppContext.BaseDirectory, "Modules", "reference", $"{file}.safetensors"));

    private static Tensor TensorOf(SafetensorsEntry entry)
    {
        var tensor = new Tensor(TensorShape.Of([.. entry.Dimensions.Select(dimension => (int)dimension)]));
        entry.CopyTo(tensor);
        return tensor;
    }

    /// <summary>Largest difference in proportion to the largest number of the tensor.</summary>
    private static void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, string what, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        var difference = 0.0;
        var largest = 0.0;
        for (var i = 0; i < expected.Length; i++)
        {
            difference = Math.Max(difference, Math.Abs((double)expected[i] - actual[i]));
            largest = Math.Max(largest, Math.Abs(expected[i]));
        }

        Assert.True(difference <= tolerance * largest, $"{what}: differs by {difference:g3} where the largest number is {largest:g3}.");
    }
}
