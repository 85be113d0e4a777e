namespace Pawl.Tensors.Kernels.Channels;

internal unsafe struct ChannelGateArguments
{
    /// <summary>(boards, positions, channels), as Y, Residual, DY and DX are.</summary>
    public float* X;

    public float* Y;

    /// <summary>Or null.</summary>
    public float* Residual;

    /// <summary>(boards, channels), as DGate is.</summary>
    public float* Gate;

    public float* DY;

    /// <summary>Or null.</summary>
    public float* DX;

    /// <summary>Or null.</summary>
    public float* DGate;

    public int Positions;
    public int Channels;
    public bool IsRectified;
    public bool IsAdding;
    public bool IsGateAdding;
}
