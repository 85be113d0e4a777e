using Pawl.Tensors.Kernels.Convolutions;
using Pawl.Tensors.Memory;
using Pawl.Tensors.Threads;

namespace Pawl.Tensors.Modules;

/// <summary>
/// A tower, with its stem or without, as it was when this was made, for evaluation alone: each normalisation is folded into the
/// convolution before it. It has no training mode, so playing games with it cannot move the running statistics.
/// </summary>
/// <remarks>
/// Equal to evaluation mode of the modules but for rounding. Holds native memory until disposed: the weights, and two boards' worth of
/// channels (three with squeeze and excitation) for the largest batch seen; beyond that a run allocates nothing. Not thread-safe.
/// </remarks>
public sealed unsafe class FrozenTower : IDisposable
{
    private readonly FrozenConvolution? _stem;
    private readonly FrozenBlock[] _blocks;
    private readonly ComputeThreads _threads;
    private NativeBuffer _main = new(0);
    private NativeBuffer _inner = new(0);
    private NativeBuffer _branch = new(0);

    /// <param name="stem">What stands before the tower, or null.</param>
    /// <param name="height">Of a board.</param>
    /// <param name="width">Of a board.</param>
    /// <param name="threads">The caller's; not disposed here.</param>
    /// <exception cref="ArgumentException">The stem does not give what the tower takes, or a board has no place.</exception>
    public FrozenTower(ResidualTower tower, ConvolutionNorm? stem, int height, int width, ComputeThreads threads)
    {
        ArgumentNullException.ThrowIfNull(tower);
        ArgumentNullException.ThrowIfNull(threads);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        if (stem is not null && stem.Outputs != tower.Settings.Channels)
        {
            throw new ArgumentException($"A stem gives the tower's {tower.Settings.Channels} channels: got one of {stem.Outputs}.");
        }

        (Height, Width, Channels, Planes) = (height, width, tower.Settings.Channels, stem?.Inputs ?? tower.Settings.Channels);
        _threads = threads;
        _stem = stem?.Freeze();
        _blocks = [.. tower.Blocks.Select(block => new FrozenBlock(block))];
    }

    public int Height { get; }

    public int Width { get; }

    /// <summary>Channels that come in: the stem's planes, or the tower's channels without one.</summary>
    public int Planes { get; }

    /// <summary>Channels that go out.</summary>
    public int Channels { get; }

    /// <param name="boards">(batch, height, width, planes).</param>
    /// <param name="batch">0 or more.</param>
    /// <param name="output">(batch, height, width, channels); written; must not overlap the boards.</param>
    /// <exception cref="ArgumentException">The lengths do not fit the batch.</exception>
    public void Run(ReadOnlySpan<float> boards, int batch, Span<float> output)
    {
        var places = (long)Math.Max(0, batch) * Height * Width;
        if (batch < 0 || boards.Length != places * Planes || output.Length != places * Channels)
        {
            throw new ArgumentException(
                $"A batch of {batch} takes boards ({batch}, {Height}, {Width}, {Planes}) and room for ({batch}, {Height}, {Width}, {Channels}): "
                    + $"got {boards.Length} and {output.Length} numbers."
            );
        }

        if (_blocks.Length == 0 && _stem is null)
        {
            boards.CopyTo(output);
            return;
        }

        if (batch == 0)
        {
            return;
        }

        Grow(output.Length, batch);
        fixed (float* first = boards)
        fixed (float* last = output)
        {
            Run(first, batch, last, output.Length);
        }
    }

    public void Dispose()
    {
        _stem?.Dispose();
        foreach (var block in _blocks)
        {
            block.Dispose();
        }

        _main.Dispose();
        _inner.Dispose();
        _branch.Dispose();
    }

    private void Run(float* boards, int batch, float* output, int count)
    {
        var source = boards;
        if (_stem is not null)
        {
            var target = _blocks.Length == 0 ? output : _main.Pointer;
            _stem.Run(_threads, boards, batch, Height, Width, null, true, target);
            source = target;
        }

        for (var i = 0; i < _blocks.Length; i++)
        {
            var target = i == _blocks.Length - 1 ? output : _main.Pointer;
            _blocks[i].Run(_threads, source, batch, Height, Width, _inner.Pointer, _branch.Pointer, target);
            source = target;
        }
    }

    private void Grow(int count, int batch)
    {
        if (_main.Floats < count)
        {
            _main.Dispose();
            _inner.Dispose();
            _main = new NativeBuffer(count);
            _inner = new NativeBuffer(Math.Max(count, 2 * batch * Channels));
        }

        var isBranching = _blocks.Length > 0 && _blocks[0].HasSqueeze;
        if (isBranching && _branch.Floats < count)
        {
            _branch.Dispose();
            _branch = new NativeBuffer(count);
        }
    }
}
