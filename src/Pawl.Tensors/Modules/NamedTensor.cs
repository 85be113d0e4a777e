namespace Pawl.Tensors.Modules;

/// <summary>A tensor of a model that is no parameter. Sample name: <c>blocks.0.norm1.running_mean</c>.</summary>
public sealed record NamedTensor(string Name, Tensor Value);
