using System.Runtime.InteropServices;

namespace Pawl.Tensors.Random;

/// <summary>What a training step's dropout masks are a function of, together with the layer and the element's index.</summary>
/// <param name="Seed">The run's seed.</param>
/// <param name="Step">Counts micro-batches over the whole run, so that no two share a mask and none needs storing.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DropoutKey(ulong Seed, ulong Step);
