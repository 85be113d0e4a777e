namespace Pawl.TestPrograms.Fuzz.Kernels;

/// <summary>Sums of products beside their error bound.</summary>
internal static class ProductCheck
{
    /// <summary>Holds <c>start + Σ left · right</c> against the same in double.</summary>
    public static void Expect(
        float actual,
        double start,
        int inner,
        Func<int, (double Left, double Right)> term,
        string what,
        int row,
        int column
    )
    {
        var sum = start;
        var size = Math.Abs(start);
        for (var p = 0; p < inner; p++)
        {
            var (left, right) = term(p);
            sum += left * right;
            size += Math.Abs(left * right);
        }

        Expect(actual, sum, size, inner, what, row, column);
    }

    /// <summary>Holds a sum of <paramref name="inner"/> products against the same in double, whose terms have the sum of sizes <paramref name="size"/>.</summary>
    public static void Expect(float actual, double sum, double size, int inner, string what, int row, int column)
    {
        FuzzCase.Expect(actual, sum, Bound(inner, size), size, what, row, column);
        if (double.IsNaN(sum) && !float.IsNaN(actual))
        {
            throw new FuzzFailureException($"{what}, row {row}, column {column}: expected NaN, got {actual:g9}");
        }
    }

    /// <summary>Largest error of a sum of products in any order, of which each may underflow.</summary>
    /// <remarks>(n + 2) ε Σ |left · right|: Higham, "Accuracy and stability of numerical algorithms", 2002, section 3.1.</remarks>
    public static double Bound(int inner, double size) => (inner + 4) * (FuzzCase.Epsilon * size + float.Epsilon);
}
