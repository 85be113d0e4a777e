using System.Runtime.Intrinsics;
using Pawl.Tensors.Kernels.Convolutions;

namespace Pawl.Tensors.Tests.Kernels.Convolutions;

public sealed class WinogradTransformsTests
{
    private static readonly double[] Points = [0, 1, -1, 2];

    [Fact]
    public void Input_is_the_matrix_of_thePoints()
    {
        for (var column = 0; column < 5; column++)
        {
            var d = Basis(column, 5);

            WinogradTransforms.Input(d[0], d[1], d[2], d[3], d[4], out var v0, out var v1, out var v2, out var v3, out var v4);

            AssertColumn(column, [v0, v1, v2, v3, v4], (row, j) => Product(row).ElementAtOrDefault(j));
        }
    }

    [Fact]
    public void Output_and_its_gradient_are_the_powers_of_thePoints()
    {
        for (var column = 0; column < 5; column++)
        {
            var m = Basis(column, 5);

            WinogradTransforms.Output(m[0], m[1], m[2], m[3], m[4], out var y0, out var y1, out var y2);

            AssertColumn(column, [y0, y1, y2], (row, j) => Power(j, row));
        }

        for (var column = 0; column < 3; column++)
        {
            var y = Basis(column, 3);

            WinogradTransforms.OutputGradient(y[0], y[1], y[2], out var m1, out var m2, out var m3);

            AssertColumn(column, [y[0], m1, m2, m3, y[2]], Power);
        }
    }

    [Fact]
    public void Weight_and_its_gradient_are_the_powers_over_the_distances()
    {
        for (var column = 0; column < 3; column++)
        {
            var g = Basis(column, 3);

            WinogradTransforms.Weight(g[0], g[1], g[2], out var u0, out var u1, out var u2, out var u3);

            AssertColumn(column, [u0, u1, u2, u3, g[2]], (row, j) => Power(row, j) / Distance(row));
        }

        for (var column = 0; column < 5; column++)
        {
            var u = Basis(column, 5);

            WinogradTransforms.WeightGradient(u[0], u[1], u[2], u[3], u[4], out var g0, out var g1, out var g2);

            AssertColumn(column, [g0, g1, g2], (row, j) => Power(j, row) / Distance(j));
        }
    }

    /// <summary>Coefficients of Π (x − aₖ) over all points but that of <paramref name="point"/>, the constant first.</summary>
    private static double[] Product(int point)
    {
        double[] coefficients = [1];
        for (var k = 0; k < Points.Length; k++)
        {
            if (k != point)
            {
                var root = Points[k];
                double[] shifted = [0, .. coefficients];
                double[] kept = [.. coefficients, 0];
                coefficients = [.. shifted.Zip(kept, (a, b) => a - root * b)];
            }
        }

        return coefficients;
    }

    /// <summary>aᵢʲ; for ∞ one at the last power.</summary>
    private static double Power(int point, int power) => point == Points.Length ? (power == 2 ? 1 : 0) : Math.Pow(Points[point], power);

    private static double Distance(int point) =>
        point == Points.Length
            ? 1
            : Points.Where((_, k) => k != point).Aggregate(1.0, (product, other) => product * (Points[point] - other));

    private static Vector256<float>[] Basis(int one, int count) =>
        [.. Enumerable.Range(0, count).Select(i => Vector256.Create(i == one ? 1f : 0f))];

    private static void AssertColumn(int column, Vector256<float>[] actual, Func<int, int, double> matrix)
    {
        for (var row = 0; row < actual.Length; row++)
        {
            Assert.Equal(matrix(row, column), actual[row][0], 1e-6);
        }
    }
}
