namespace Pawl.Tensors;

/// <summary>A named trainable tensor and the place its gradient accumulates.</summary>
public sealed class Parameter
{
    internal Parameter(string name, Tensor value, Tensor gradient)
    {
        Name = name;
        Value = value;
        Gradient = gradient;
        value.Gradient = gradient;
    }

    /// <summary>Unique within its <see cref="ParameterSet"/>. Sample: <c>transformer.h.0.attn.c_attn.weight</c>.</summary>
    public string Name { get; }

    public Tensor Value { get; }

    /// <summary>Same shape as <see cref="Value"/>; a step adds to it, nothing but <see cref="ParameterSet.ZeroGradients"/> clears it.</summary>
    public Tensor Gradient { get; }
}
