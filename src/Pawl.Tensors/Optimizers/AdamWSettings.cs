namespace Pawl.Tensors.Optimizers;

/// <summary>Constants of <see cref="AdamW"/>.</summary>
/// <param name="Beta1">Decay of the mean gradient, in [0, 1).</param>
/// <param name="Beta2">Decay of the mean squared gradient, in [0, 1). 0.95 for large batches, 0.99 when a step sees few tokens.</param>
/// <param name="WeightDecay">Per unit of learning rate, 0 or more; acts on parameters of two or more dimensions only.</param>
/// <param name="Epsilon">Added to the root of the mean square, above 0.</param>
public sealed record AdamWSettings(float Beta1 = 0.9f, float Beta2 = 0.99f, float WeightDecay = 0.1f, float Epsilon = 1e-8f);
