namespace Pawl.Tensors.Kernels.Convolutions;

/// <summary>A convolution as the units of <see cref="WinogradConvolution{TVector,T}"/> see it.</summary>
internal unsafe struct WinogradArguments
{
    public WinogradGrid Grid;
    public WinogradEpilogue Epilogue;
    public int Inputs;
    public int Outputs;
    public float* X;
    public float* Y;

    /// <summary>Of <see cref="WinogradWeights"/>.</summary>
    public float* PackedWeights;

    /// <summary>A place outside the boards: as many zeros as a place has channels.</summary>
    public float* Zeros;

    /// <summary>Transformed inputs that all units share, where they do.</summary>
    public float* Transformed;
}
