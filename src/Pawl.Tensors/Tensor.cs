using Pawl.Tensors.Memory;

namespace Pawl.Tensors;

/// <summary>float32 numbers in row-major order, contiguous, on 64-byte aligned native memory.</summary>
/// <remarks>Not thread-safe. A tensor made by a <see cref="Autograd.Tape"/> lives until that tape is reset or runs backward.</remarks>
public sealed unsafe class Tensor
{
    // Kept alive, never disposed here: views share a buffer, and the last of them to become unreachable lets it go.
    internal object? Owner { get; private set; }
    private float* _data;

    /// <summary>A tensor of zeros with memory of its own.</summary>
    public Tensor(TensorShape shape)
    {
        Shape = shape;
        var buffer = new NativeBuffer(shape.Length);
        Owner = buffer;
        _data = buffer.Pointer;
    }

    /// <summary>A copy of <paramref name="values"/>, read in row-major order.</summary>
    /// <exception cref="ArgumentException">The count of values differs from the count of elements.</exception>
    public Tensor(TensorShape shape, ReadOnlySpan<float> values)
        : this(shape)
    {
        CopyFrom(values);
    }

    private Tensor() { }

    public TensorShape Shape { get; private set; }

    public int Length => Shape.Length;

    /// <summary>The elements; valid while the tensor is reachable (and, for a tape's tensor, until the tape is reset).</summary>
    public Span<float> Values => new(Data, Length);

    /// <summary>Where gradients of this tensor accumulate, or null when it takes none (a constant).</summary>
    public Tensor? Gradient { get; internal set; }

    /// <summary>Copies the elements in.</summary>
    /// <exception cref="ArgumentException">The count of values differs from the count of elements.</exception>
    public void CopyFrom(ReadOnlySpan<float> values)
    {
        if (values.Length != Length)
        {
            throw new ArgumentException($"A tensor of shape {Shape} takes {Length} values: got {values.Length}.", nameof(values));
        }

        values.CopyTo(Values);
    }

    /// <summary>Gives this tensor a zeroed gradient, so that tapes compute one for it.</summary>
    /// <returns>This tensor.</returns>
    public Tensor WithGradient()
    {
        Gradient ??= new Tensor(Shape);
        return this;
    }

    /// <exception cref="InvalidOperationException">The tensor belonged to a tape that was reset.</exception>
    internal float* Data => _data is null ? throw Stale() : _data;

    internal bool IsBound => _data is not null;

    /// <summary>True when a tape must carry gradients to this tensor.</summary>
    internal bool NeedsGradient { get; set; }

    internal static Tensor Unbound() => new();

    /// <summary>A tensor over <paramref name="offset"/>.. of a larger buffer, which it keeps alive.</summary>
    internal static Tensor View(NativeBuffer buffer, int offset, TensorShape shape) =>
        new()
        {
            Owner = buffer,
            _data = buffer.Pointer + offset,
            Shape = shape,
        };

    internal void Bind(float* data, TensorShape shape)
    {
        _data = data;
        Shape = shape;
    }

    internal void Unbind()
    {
        _data = null;
        Owner = null;
    }

    private static InvalidOperationException Stale() =>
        new("This tensor belonged to a tape that was reset or ran backward: read or use it before.");
}
