using System.Runtime.Intrinsics;
using Pawl.Tensors.Kernels;

namespace Pawl.Tensors.Tests.Kernels;

public sealed unsafe class VectorMathTests
{
    [Fact]
    public void Exponential_is_good_to_2e_7_and_clamped_beyond_its_range()
    {
        for (var x = -87f; x <= 88; x += 0.00371f)
        {
            var actual = VectorMath.Exp(Vector256.Create(x))[3];
            Assert.InRange(actual / Math.Exp(x) - 1, -2e-7, 2e-7);
        }

        Assert.Equal(1, VectorMath.Exp(Vector256<float>.Zero)[0]);
        Assert.InRange(VectorMath.Exp(Vector256.Create(float.NegativeInfinity))[0], 0, 2e-38f);
        Assert.True(float.IsFinite(VectorMath.Exp(Vector256.Create(float.PositiveInfinity))[0]));
        Assert.True(float.IsNaN(VectorMath.Exp(Vector256.Create(float.NaN))[0]));
    }

    [Fact]
    public void Normal_distribution_is_good_to_1e_6_in_the_tail_too()
    {
        for (var x = -4.5f; x <= 4.5f; x += 0.00173f)
        {
            var actual = VectorMath.Normal(Vector256.Create(x), out var density)[0];
            var expected = 0.5 * (1 + Autograd.Formulas.ErrorFunction(x / Math.Sqrt(2)));
            Assert.InRange(actual - expected, -3e-7, 3e-7);
            Assert.InRange(density[0] / Math.Exp(-0.5 * x * x) - 1, -1e-6, 1e-6);
        }
    }

    [Fact]
    public void Parts_of_a_vector_touch_only_their_floats()
    {
        var floats = stackalloc float[16];
        for (var count = 0; count <= 8; count++)
        {
            new Span<float>(floats, 16).Fill(7);
            Lanes.Store(Vector256.Create(1f), floats + 2, count);
            for (var i = 0; i < 16; i++)
            {
                Assert.Equal(i >= 2 && i < 2 + count ? 1 : 7, floats[i]);
            }

            var loaded = Lanes.Load(floats + 2, count, -3);
            for (var i = 0; i < 8; i++)
            {
                Assert.Equal(i < count ? 1 : -3, loaded[i]);
            }
        }
    }

    [Fact]
    public void The_maximum_of_lanes_is_not_a_number_where_one_is_not()
    {
        var lanes = Vector256.Create(3f, -1, 9, 2, 5, 0, 8, 4);

        Assert.Equal(9, Lanes.Maximum(lanes));
        for (var i = 0; i < 8; i++)
        {
            Assert.True(float.IsNaN(Lanes.Maximum(lanes.WithElement(i, float.NaN))));
        }
    }
}
