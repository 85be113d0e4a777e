using System.Runtime.InteropServices;
using Pawl.Tensors.Random;

namespace Pawl.Tensors.Modules;

/// <summary>What a parameter holds before training: normal numbers around a mean.</summary>
/// <param name="StandardDeviation">0: every number is the mean.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct InitialValue(float Mean, float StandardDeviation)
{
    public static InitialValue Constant(float value) => new(value, 0);

    /// <summary>N(0, √(2 / fan)): He et al., "Delving deep into rectifiers", 2015, equations 10 and 14.</summary>
    /// <param name="fan">
    /// Numbers that an output depends on (fan-in), which keeps the scale of outputs through a ReLU; or numbers that depend on an
    /// input (fan-out), which keeps the scale of gradients.
    /// </param>
    public static InitialValue HeNormal(int fan) => new(0, MathF.Sqrt(2f / Math.Max(1, fan)));

    internal void Fill(Span<float> values, Philox4x32 random)
    {
        if (StandardDeviation == 0)
        {
            values.Fill(Mean);
            return;
        }

        random.FillNormal(values, StandardDeviation);
        foreach (ref var value in values)
        {
            value += Mean;
        }
    }
}
