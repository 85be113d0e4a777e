namespace Pawl.Tensors.Memory;

/// <summary>What a piece of scratch memory is for: each use has its own, so that nested uses do not meet.</summary>
internal enum ScratchUse
{
    PackedA,
    PackedB,
    EdgeOfA,
    Attention,
    Partials,
    ConvolutionWeights,
    ConvolutionGradients,
    ConvolutionPatches,
}
