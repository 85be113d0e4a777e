namespace Pawl.Tensors.Kernels.Products;

/// <summary>The operations of one vector register that a tile is made of, and the tile that its register file holds.</summary>
internal unsafe interface IGemmVector<T>
    where T : struct
{
    /// <summary>Floats of a vector. A panel is two vectors wide.</summary>
    static abstract int Count { get; }

    /// <summary>Rows of a tile two vectors wide: as many as leave registers for two vectors of B and a broadcast of A.</summary>
    static abstract int Rows { get; }

    /// <summary>Rows of a tile one vector wide: enough sums at once to hide the latency of a multiply-add. At most twelve.</summary>
    static abstract int NarrowRows { get; }

    static abstract T Load(float* source);

    static abstract T Broadcast(float value);

    static abstract T Add(T left, T right);

    /// <summary>left · right + addend, rounded once where the level says so.</summary>
    static abstract T MultiplyAdd(T left, T right, T addend);

    static abstract void Store(T value, float* target);
}
