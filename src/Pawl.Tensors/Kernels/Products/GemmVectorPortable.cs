using System.Numerics;
using System.Runtime.CompilerServices;

namespace Pawl.Tensors.Kernels.Products;

/// <summary>
/// 4 rows of two vectors of whatever width the processor has: 8 accumulators, 2 registers of B, a broadcast of A and a product are
/// 12 of the 16 registers of the smallest register file.
/// </summary>
/// <remarks>A product and a sum where the processor has no fused multiply-add: an emulated one is a hundred times slower.</remarks>
internal unsafe struct GemmVectorPortable : IGemmVector<Vector<float>>
{
    public static int Count => Vector<float>.Count;

    public static int Rows => 4;

    public static int NarrowRows => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Load(float* source) => Vector.Load(source);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Broadcast(float value) => Vector.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Add(Vector<float> left, Vector<float> right) => left + right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> MultiplyAdd(Vector<float> left, Vector<float> right, Vector<float> addend) =>
        Vector.MultiplyAddEstimate(left, right, addend);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector<float> value, float* target) => value.Store(target);
}
