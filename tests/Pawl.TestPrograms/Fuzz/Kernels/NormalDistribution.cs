namespace Pawl.TestPrograms.Fuzz.Kernels;

/// <summary>Φ in double, relative error below 1e-12 in both tails.</summary>
internal static class NormalDistribution
{
    public static double Of(double x)
    {
        if (double.IsNaN(x))
        {
            return x;
        }

        var z = Math.Abs(x) / Math.Sqrt(2);
        var tail = z < 1.5 ? (1 - Series(z)) / 2 : Fraction(z) / 2;
        return x < 0 ? tail : 1 - tail;
    }

    /// <summary>erf by its Maclaurin series.</summary>
    private static double Series(double z)
    {
        var (sum, term) = (z, z);
        for (var n = 1; n < 60; n++)
        {
            term *= -z * z / n;
            sum += term / (2 * n + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }

    /// <summary>erfc by its continued fraction (Abramowitz and Stegun 7.1.14), from the end.</summary>
    private static double Fraction(double z)
    {
        if (z > 40)
        {
            return 0;
        }

        var value = z;
        for (var n = 120; n >= 1; n--)
        {
            value = z + n / 2.0 / value;
        }

        return Math.Exp(-z * z) / Math.Sqrt(Math.PI) / value;
    }
}
