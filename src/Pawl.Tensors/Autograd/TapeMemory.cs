using System.Diagnostics;
using System.Runtime.InteropServices;
using Pawl.Tensors.Memory;

namespace Pawl.Tensors.Autograd;

/// <summary>The memory of a tape's tensors: one region that blocks are cut from and merge back into.</summary>
/// <remarks>
/// Best fit, the lowest address where several fit. The first step grows it slab by slab; the next <see cref="Gather"/> makes one
/// region of them, so that a repeated step allocates nothing. It never shrinks; pages no step has touched take no memory.
/// Content is arbitrary.
/// </remarks>
internal sealed unsafe class TapeMemory : IDisposable
{
    // Blocks are whole cache lines.
    private const int Line = 16;
    private const long SmallestSlab = 1 << 18;

    private readonly List<NativeBuffer> _slabs = [];

    // By address; no two of them touch within a slab.
    private readonly List<FreeBlock> _free = [];
    private long _used;

    /// <summary>Floats in all slabs.</summary>
    public long Capacity { get; private set; }

    /// <summary>A block aligned to a cache line.</summary>
    public float* Rent(int floats)
    {
        var size = RoundUp(floats);
        var best = -1;
        var free = CollectionsMarshal.AsSpan(_free);
        for (var i = 0; i < free.Length; i++)
        {
            if (free[i].Floats >= size && (best < 0 || free[i].Floats < free[best].Floats))
            {
                best = i;
            }
        }

        if (best < 0)
        {
            best = AddSlab(Math.Max(size, Math.Max(SmallestSlab, Capacity / 2)));
        }

        ref var block = ref CollectionsMarshal.AsSpan(_free)[best];
        var pointer = (float*)block.Address;
        _used += size;
        if (block.Floats == size)
        {
            _free.RemoveAt(best);
        }
        else
        {
            block = new(block.Address + (nint)size * sizeof(float), block.Floats - size, block.Slab);
        }

        return pointer;
    }

    /// <param name="floats">As many as were asked for.</param>
    public void Return(float* pointer, int floats)
    {
        Poison(pointer, floats);
        var size = RoundUp(floats);
        _used -= size;
        var place = Place((nint)pointer);
        var block = new FreeBlock((nint)pointer, size, SlabOf(pointer));
        if (place < _free.Count && block.Touches(_free[place]))
        {
            block = block.With(_free[place]);
            _free.RemoveAt(place);
        }

        if (place > 0 && _free[place - 1].Touches(block))
        {
            _free[place - 1] = _free[place - 1].With(block);
        }
        else
        {
            _free.Insert(place, block);
        }
    }

    /// <summary>Makes one region of several slabs, if nothing is rented.</summary>
    public void Gather()
    {
        if (_slabs.Count > 1 && _used == 0)
        {
            var floats = Capacity;
            Dispose();
            AddSlab(floats);
        }
    }

    public void Dispose()
    {
        foreach (var slab in _slabs)
        {
            slab.Dispose();
        }

        _slabs.Clear();
        _free.Clear();
        (Capacity, _used) = (0, 0);
    }

    /// <returns>The index of the free block that it is.</returns>
    private int AddSlab(long floats)
    {
        var slab = new NativeBuffer(floats, isZeroed: false);
        _slabs.Add(slab);
        Capacity += floats;
        var place = Place((nint)slab.Pointer);
        _free.Insert(place, new((nint)slab.Pointer, floats, _slabs.Count - 1));
        return place;
    }

    /// <summary>Index of the first free block at or after an address.</summary>
    private int Place(nint address)
    {
        var (low, high) = (0, _free.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _free[middle].Address < address ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private int SlabOf(float* pointer)
    {
        var i = _slabs.Count - 1;
        while (pointer < _slabs[i].Pointer || pointer >= _slabs[i].Pointer + _slabs[i].Floats)
        {
            i--;
        }

        return i;
    }

    /// <summary>What reads memory it has given back shall not go unseen.</summary>
    [Conditional("DEBUG")]
    private static void Poison(float* pointer, int floats) => new Span<float>(pointer, floats).Fill(float.NaN);

    private static long RoundUp(int floats) => Math.Max(Line, ((long)floats + Line - 1) / Line * Line);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct FreeBlock(nint Address, long Floats, int Slab)
    {
        public bool Touches(FreeBlock next) => Slab == next.Slab && Address + (nint)Floats * sizeof(float) == next.Address;

        public FreeBlock With(FreeBlock next) => this with { Floats = Floats + next.Floats };
    }
}
