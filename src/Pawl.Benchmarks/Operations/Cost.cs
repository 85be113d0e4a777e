using System.Runtime.InteropServices;

namespace Pawl.Benchmarks.Operations;

/// <summary>What one call must at least do, as a rate is reckoned from it: one of the two counts.</summary>
/// <param name="Gflop">10⁹ floating-point operations, a multiply-add being two; 0 where memory is what limits.</param>
/// <param name="Gigabytes">10⁹ bytes of the tensors read and written, each once.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Cost(double Gflop, double Gigabytes)
{
    public static Cost Arithmetic(double operations) => new(operations / 1e9, 0);

    public static Cost Traffic(double floats) => new(0, sizeof(float) * floats / 1e9);

    public bool IsArithmetic => Gflop > 0;
}
