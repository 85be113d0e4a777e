using Pawl.Tensors;
using Pawl.Tensors.Autograd;
using Pawl.Tensors.Threads;

namespace Pawl.Regression.Tests;

/// <summary>
/// Products of counts overflowed while they were checked: attention took 1,431,655,766 heads for two, and a shape with rows beyond any
/// integer was accepted because a dimension of 0 follows them. Both then computed with numbers that had nothing to do with the tensors.
/// </summary>
public sealed class CountsBeyondIntegersTests
{
    [Fact]
    public void Attention_refuses_heads_whose_threefold_overflows()
    {
        using var threads = new ComputeThreads(1);
        using var tape = new Tape(threads);
        var input = new Tensor(new TensorShape(2, 6));

        var refused = Assert.Throws<ArgumentException>(() => tape.CausalAttention(input, 2, 1431655766));

        Assert.Contains("(2, 6)", refused.Message);
        Assert.Contains("1431655766", refused.Message);
    }

    [Fact]
    public void A_shape_refuses_rows_that_no_integer_counts() =>
        Assert.ThrowsAny<ArgumentException>(() => new TensorShape(65536, 65536, 0).Rows);
}
