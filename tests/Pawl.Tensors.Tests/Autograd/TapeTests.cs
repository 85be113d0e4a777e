using Pawl.Tensors.Autograd;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Tests.Autograd;

public sealed class TapeTests
{
    [Fact]
    public void Values_and_gradients_have_the_same_bits_for_1_to_4_threads_and_dirty_memory()
    {
        var expected = Step(1, 0);
        for (var threads = 1; threads <= 4; threads++)
        {
            for (var dirt = 0; dirt < 3; dirt++)
            {
                Assert.Equal(expected, Step(threads, dirt));
            }
        }
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_both_named()
    {
        using var threads = new ComputeThreads(1);
        using var tape = new Tape(threads);

        var exception = Assert.Throws<ArgumentException>(() =>
            tape.Linear(new Tensor(new TensorShape(2, 3)), new Tensor(new TensorShape(4, 5)))
        );

        Assert.Contains("(2, 3)", exception.Message);
        Assert.Contains("(4, 5)", exception.Message);
    }

    [Fact]
    public void A_tensor_read_after_the_reset_says_so()
    {
        using var threads = new ComputeThreads(1);
        using var tape = new Tape(threads);
        var sum = tape.Add(new Tensor(new TensorShape(2)), new Tensor(new TensorShape(2)));

        tape.Reset();

        Assert.Throws<InvalidOperationException>(() => sum.Values.Length);
    }

    [Fact]
    public void Operations_on_no_rows_give_no_rows()
    {
        using var threads = new ComputeThreads(2);
        using var tape = new Tape(threads);
        var nothing = new Tensor(new TensorShape(0, 6)).WithGradient();
        var gain = new Tensor(new TensorShape(6)).WithGradient();
        var weight = new Tensor(new TensorShape(4, 6)).WithGradient();

        var output = tape.Linear(tape.Gelu(tape.LayerNorm(nothing, gain, gain), GeluForm.Exact), weight);
        Assert.Equal(new TensorShape(0, 4), output.Shape);
        var loss = tape.CrossEntropy(output, []);
        Assert.True(float.IsNaN(loss.Values[0]));
        tape.Backward(loss);

        Assert.All(weight.Gradient!.Values.ToArray(), value => Assert.Equal(0, value));
    }

    /// <summary>All bits a small network of every operation gives, on memory that earlier steps have used.</summary>
    private static List<float> Step(int threadCount, int dirt)
    {
        using var threads = new ComputeThreads(threadCount);
        using var tape = new Tape(threads);
        var result = new List<float>();
        for (var round = 0; round <= dirt; round++)
        {
            // Other shapes before the last round leave other memory behind.
            result = Round(tape, round == dirt ? 90 : 60 + round * 7);
            tape.Reset();
        }

        return result;
    }

    private static List<float> Round(Tape tape, int length)
    {
        var random = new Philox4x32(11);
        Tensor Make(TensorShape shape)
        {
            var tensor = new Tensor(shape).WithGradient();
            random.FillNormal(tensor.Values, 0.3f);
            return tensor;
        }

        Tensor[] parameters =
        [
            Make(new(37, 48)),
            Make(new(90, 48)),
            Make(new(48)),
            Make(new(48)),
            Make(new(144, 48)),
            Make(new(144)),
            Make(new(48, 48)),
        ];
        var tokens = new int[3 * length];
        foreach (ref var token in tokens.AsSpan())
        {
            token = random.NextInt32(37);
        }

        var key = new DropoutKey(5, 6);
        var x = tape.Dropout(tape.TokenAndPosition(parameters[0], parameters[1], tokens, length), 0.2f, key, 0);
        var normal = tape.LayerNorm(x, parameters[2], parameters[3]);
        var attended = tape.CausalAttention(tape.Linear(normal, parameters[4], parameters[5]), length, 3, 0.1f, key, 1);
        x = tape.Gelu(tape.Linear(attended, parameters[6], null, x), GeluForm.Exact);
        var loss = tape.CrossEntropy(tape.Linear(x, parameters[0]), tokens);
        var result = new List<float> { loss.Values[0] };
        tape.Backward(loss, 3);
        foreach (var parameter in parameters)
        {
            result.AddRange(parameter.Gradient!.Values);
        }

        return result;
    }
}
