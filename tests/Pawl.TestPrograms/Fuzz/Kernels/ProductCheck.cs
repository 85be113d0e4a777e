namespace Pawl.TestPrograms.Fuzz.Kernels;

/// <summary>Sums of products beside their error bound.</summary>
internal static class ProductCheck
{
    /// <summary>Holds an element of a product against <c>start + Σ left · right</c> in double.</summary>
    /// <remarks>
    /// The bound is that of any order of summation: (n + 2) ε Σ |left · right| (Higham, "Accuracy and stability of numerical
    /// algorithms", 2002, section 3.1), and half the least subnormal for each term that may underflow.
    /// </remarks>
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

        FuzzCase.Expect(actual, sum, Bound(inner, size), size, what, row, column);
    }

    public static double Bound(int inner, double size) => (inner + 4) * (FuzzCase.Epsilon * size + float.Epsilon);
}
