namespace Pawl.Tensors.Kernels.BatchNormalization;

/// <summary>What the kernels of batch normalisation share. Rows of numbers per channel are padded with zeros to whole vectors.</summary>
internal unsafe struct BatchNormArguments
{
    /// <summary>(rows, channels), as Y, Residual, DY and DX are.</summary>
    public float* X;

    public float* Y;

    /// <summary>Or null.</summary>
    public float* Residual;

    public float* Mean;

    /// <summary>gain / √(variance + ε).</summary>
    public float* Factor;

    public float* Bias;

    public float* DY;

    public float* DX;

    /// <summary>dX = factor · d − OfSum − (x − mean) · OfProducts.</summary>
    public float* OfSum;

    public float* OfProducts;

    /// <summary>Of each unit Σ d, then Σ d (x − mean).</summary>
    public float* Partials;

    public RowUnits Units;
    public int Channels;
    public bool IsRectified;
    public bool IsAdding;
}
