using System.Reflection;
using Pawl.Tensors.Autograd;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Tests.Guards;

public sealed class ShapeErrorTests
{
    /// <summary>Operations that any one tensor fits.</summary>
    private static readonly string[] Unrefusing = ["Gelu", "Relu", "Sigmoid"];

    public static TheoryData<string> Names => [.. Mismatches.All.Select(mismatch => mismatch.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Shapes_that_do_not_match_are_both_named(string name)
    {
        var mismatch = Mismatches.All.Single(mismatch => mismatch.Name == name);
        using var threads = new ComputeThreads(1);
        using var tape = new Tape(threads);
        var tensors = Array.ConvertAll(mismatch.Shapes, shape => new Tensor(shape).WithGradient());

        var exception = Assert.ThrowsAny<ArgumentException>(() => mismatch.Operation(tape, tensors));

        Assert.All(mismatch.Named, text => Assert.Contains(text, exception.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_operation_of_a_tape_is_in_the_table()
    {
        var methods = typeof(Tape)
            .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(method =>
                method.Name != nameof(Tape.Backward) && method.GetParameters().Any(parameter => parameter.ParameterType == typeof(Tensor))
            )
            .Select(method => method.Name)
            .Distinct();

        Assert.Equal(methods.Order(), Mismatches.All.Select(mismatch => mismatch.Method).Concat(Unrefusing).Distinct().Order());
    }

    [Fact]
    public void An_operation_that_refused_leaves_the_tape_recording()
    {
        foreach (var mismatch in Mismatches.All.Where(mismatch => mismatch.Method == "LinearGelu"))
        {
            using var threads = new ComputeThreads(1);
            using var tape = new Tape(threads);
            var tensors = Array.ConvertAll(mismatch.Shapes, shape => new Tensor(shape).WithGradient());

            Assert.ThrowsAny<ArgumentException>(() => mismatch.Operation(tape, tensors));

            Assert.True(tape.IsRecording);
        }
    }

    [Fact]
    public void Backward_from_many_numbers_names_their_shape()
    {
        using var threads = new ComputeThreads(1);
        using var tape = new Tape(threads);
        var sum = tape.Add(new Tensor(new TensorShape(2, 3)).WithGradient(), new Tensor(new TensorShape(2, 3)));

        Assert.Contains("(2, 3)", Assert.Throws<ArgumentException>(() => tape.Backward(sum)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_of_a_tape_that_was_reset_is_refused_by_operations()
    {
        using var threads = new ComputeThreads(1);
        using var tape = new Tape(threads);
        var stale = tape.Add(new Tensor(new TensorShape(500, 300)), new Tensor(new TensorShape(500, 300)));
        tape.Reset();
        using var other = new Tape(threads);

        Assert.Throws<InvalidOperationException>(() => other.Gelu(stale, GeluForm.Exact));
        Assert.Throws<InvalidOperationException>(() => other.Reshape(stale, new TensorShape(150_000)));
    }

    [Theory]
    [InlineData(-1, 3)]
    [InlineData(3, int.MinValue)]
    public void A_negative_dimension_is_refused(int rows, int columns) =>
        Assert.Contains($"{rows}, {columns}", Assert.Throws<ArgumentException>(() => new TensorShape(rows, columns)).Message);

    [Fact]
    public void A_shape_whose_rows_no_number_counts_is_refused_even_when_it_holds_nothing()
    {
        Assert.Throws<ArgumentException>(() => new TensorShape(65536, 65536, 65536));
        Assert.Throws<ArgumentException>(() => new TensorShape(65536, 65536, 0));
    }
}
