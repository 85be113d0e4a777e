using System.Runtime.Intrinsics;

namespace Pawl.Tensors.Kernels;

/// <summary>Seven columns are left, or fewer; the other lanes read 0 and are not written.</summary>
internal readonly unsafe struct PartLanes : ILaneAccess
{
    public static Vector256<float> Load(float* source, int remaining) => Lanes.Load(source, remaining);

    public static void Store(Vector256<float> value, float* target, int remaining) => Lanes.Store(value, target, remaining);
}
