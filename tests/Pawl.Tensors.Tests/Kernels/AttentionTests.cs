using Pawl.Tensors.Kernels;
using Pawl.Tensors.Random;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Tests.Kernels;

public sealed unsafe class AttentionTests
{
    /// <summary>Length and width of a head: about the blocks of 48 queries and 288 keys, and about tiles.</summary>
    public static TheoryData<int, int> Shapes =>
        new()
        {
            { 1, 1 },
            { 1, 64 },
            { 7, 5 },
            { 47, 8 },
            { 48, 32 },
            { 49, 1 },
            { 64, 32 },
            { 100, 5 },
            { 100, 17 },
            { 257, 64 },
            { 288, 8 },
            { 289, 5 },
            { 600, 8 },
        };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Values_and_gradients_are_those_of_the_whole_matrix(int length, int width)
    {
        foreach (var dropout in (ReadOnlySpan<float>)[0, 0.3f])
        {
            var problem = new Problem(new AttentionShape(2, length, length > 200 ? 1 : 2, width), dropout);
            var reference = new ReferenceAttention(problem.Shape, problem.Mask, problem.QueryKeyValue.Values.ToArray());
            using var threads = new ComputeThreads(2);

            var actual = problem.Run<AttentionTile256>(threads, isAdding: false);

            AssertClose(reference.Output, actual.Output);
            AssertClose(reference.Gradient(problem.DOutput.Values.ToArray()), actual.Gradient);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_tile_gives_the_same_bits(int length, int width)
    {
        var problem = new Problem(new AttentionShape(1, length, 2, width), 0.1f);
        using var threads = new ComputeThreads(1);

        var expected = problem.Run<AttentionTile256>(threads, isAdding: false);

        foreach (
            var actual in (Outcome[])
                [
                    problem.Run<AttentionTile512>(threads, isAdding: false),
                    problem.Run<AttentionTilePortable>(threads, isAdding: false),
                    problem.Run(threads),
                ]
        )
        {
            Assert.Equal(expected.Output, actual.Output);
            Assert.Equal(expected.Gradient, actual.Gradient);
        }
    }

    [Fact]
    public void A_gradient_can_be_added_to_what_is_there()
    {
        var problem = new Problem(new AttentionShape(1, 50, 2, 9), 0);
        using var threads = new ComputeThreads(1);

        var written = problem.Run<AttentionTile256>(threads, isAdding: false).Gradient;
        var added = problem.Run<AttentionTile256>(threads, isAdding: true).Gradient;

        Assert.Equal(Array.ConvertAll(written, value => value + 1), added);
    }

    [Fact]
    public void Scores_of_any_size_make_weights()
    {
        var problem = new Problem(new AttentionShape(1, 400, 1, 8), 0);
        foreach (ref var value in problem.QueryKeyValue.Values)
        {
            value *= 10;
        }

        using var threads = new ComputeThreads(1);

        var actual = problem.Run<AttentionTile256>(threads, isAdding: false);

        var reference = new ReferenceAttention(problem.Shape, problem.Mask, problem.QueryKeyValue.Values.ToArray());
        AssertClose(reference.Output, actual.Output, 2e-4);
        Assert.All(actual.Gradient, value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void What_is_not_a_number_stays_so_and_stays_in_its_sequence()
    {
        var problem = new Problem(new AttentionShape(2, 60, 2, 8), 0);
        problem.QueryKeyValue.Values[5] = float.NaN;
        using var threads = new ComputeThreads(1);

        var (output, gradient) = problem.Run<AttentionTile256>(threads, isAdding: false);

        Assert.True(float.IsNaN(output[0]));
        Assert.All(output[(60 * 16)..], value => Assert.False(float.IsNaN(value)));
        Assert.All(gradient[(60 * 48)..], value => Assert.False(float.IsNaN(value)));
    }

    [Fact]
    public void A_long_sequence_gets_the_values_of_its_beginning()
    {
        var whole = new Problem(new AttentionShape(1, 3000, 1, 16), 0);
        var beginning = new Problem(new AttentionShape(1, 700, 1, 16), 0);
        whole.QueryKeyValue.Values[..beginning.QueryKeyValue.Length].CopyTo(beginning.QueryKeyValue.Values);
        using var threads = new ComputeThreads(1);

        var expected = beginning.Run<AttentionTile256>(threads, isAdding: false).Output;

        Assert.Equal(expected, whole.Run<AttentionTile256>(threads, isAdding: false).Output[..expected.Length]);
    }

    /// <summary>Each number within a share of the largest.</summary>
    private static void AssertClose(double[] expected, float[] actual, double share = 2e-5)
    {
        var tolerance = share * Math.Max(1, expected.Max(Math.Abs));
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"element {i}: expected {expected[i]:g7}, got {actual[i]:g7}");
        }
    }

    private sealed record Outcome(float[] Output, float[] Gradient);

    private sealed class Problem
    {
        public Problem(AttentionShape shape, float dropout)
        {
            Shape = shape;
            Mask = new DropoutMask(new DropoutKey(3, 4), 5, dropout);
            QueryKeyValue = new Tensor(new TensorShape(shape.Batch * shape.Length, 3 * shape.Width));
            DOutput = new Tensor(new TensorShape(shape.Batch * shape.Length, shape.Width));
            var random = new Philox4x32((ulong)(shape.Length * 100 + shape.HeadWidth));
            random.FillNormal(QueryKeyValue.Values, 1);
            random.FillNormal(DOutput.Values, 1);
        }

        public AttentionShape Shape { get; }

        public DropoutMask Mask { get; }

        public Tensor QueryKeyValue { get; }

        public Tensor DOutput { get; }

        public Outcome Run<TTile>(ComputeThreads threads, bool isAdding)
            where TTile : struct, IAttentionTile
        {
            var output = new Tensor(DOutput.Shape);
            var gradient = new Tensor(QueryKeyValue.Shape);
            gradient.Values.Fill(isAdding ? 1 : float.NaN);
            var logSums = new Tensor(new TensorShape(Shape.Batch * Shape.Heads, Shape.Length));
            var arguments = new AttentionArguments
            {
                Shape = Shape,
                Mask = Mask,
                QueryKeyValue = QueryKeyValue.Data,
                Output = output.Data,
                LogSums = logSums.Data,
                DOutput = DOutput.Data,
                DQueryKeyValue = gradient.Data,
                IsAdding = isAdding,
            };
            Attention.Forward<TTile>(threads, ref arguments);
            Attention.Backward<TTile>(threads, ref arguments);
            return new(output.Values.ToArray(), gradient.Values.ToArray());
        }

        /// <summary>On the tile of this processor.</summary>
        public Outcome Run(ComputeThreads threads)
        {
            var output = new Tensor(DOutput.Shape);
            var gradient = new Tensor(QueryKeyValue.Shape);
            var logSums = new Tensor(new TensorShape(Shape.Batch * Shape.Heads, Shape.Length));
            Attention.Forward(threads, Shape, Mask, QueryKeyValue.Data, output.Data, logSums.Data);
            Attention.Backward(threads, Shape, Mask, DOutput.Data, QueryKeyValue.Data, output.Data, logSums.Data, gradient.Data, false);
            return new(output.Values.ToArray(), gradient.Values.ToArray());
        }
    }
}
