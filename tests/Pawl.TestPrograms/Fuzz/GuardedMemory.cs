using System.Numerics;

namespace Pawl.TestPrograms.Fuzz;

/// <summary>Blocks of floats that end at a guarded page, or begin right after one; regions are used again from case to case.</summary>
/// <remarks>On the side without a page lie up to <see cref="Wall"/> floats of canary, which <see cref="FindDamage"/> looks at.</remarks>
internal sealed unsafe class GuardedMemory
{
    /// <summary>A quiet NaN that no computation makes: a read of it shows in the result, a write over it shows in the bits.</summary>
    public const uint Canary = 0x7FC5A5A5;

    private const int Wall = 32;

    private readonly Dictionary<int, List<GuardedRegion>> _regions = [];
    private readonly Dictionary<int, int> _used = [];
    private readonly List<(nint Start, int Count)> _walls = [];

    /// <summary>Room for some floats, all canary. With none, a pointer that must not be touched at all.</summary>
    /// <param name="atEnd">True: the floats end where a guarded page begins. False: they begin where one ends.</param>
    public float* Take(int floats, bool atEnd)
    {
        var region = Region(floats);
        var first = (uint*)(atEnd ? region.End - (long)floats * sizeof(float) : region.Start);
        var wall = (int)Math.Min(Wall, region.Bytes / sizeof(float) - floats);
        var wallStart = atEnd ? first - wall : first + floats;
        _walls.Add(((nint)wallStart, wall));
        new Span<uint>(atEnd ? wallStart : first, floats + wall).Fill(Canary);
        return (float*)first;
    }

    /// <summary>Where a canary beside a block was written over, in floats from the block; null when nowhere.</summary>
    public string? FindDamage()
    {
        foreach (var (start, count) in _walls)
        {
            var damaged = new ReadOnlySpan<uint>((uint*)start, count).IndexOfAnyExcept(Canary);
            if (damaged >= 0)
            {
                return $"float {damaged} of the {count} beside a block was written over";
            }
        }

        return null;
    }

    /// <summary>Takes all blocks back.</summary>
    public void Release()
    {
        _used.Clear();
        _walls.Clear();
    }

    private GuardedRegion Region(int floats)
    {
        var bytes = Math.Max(1, (long)floats * sizeof(float));
        var pages = (int)BitOperations.RoundUpToPowerOf2((ulong)((bytes - 1) / Environment.SystemPageSize + 1));
        if (!_regions.TryGetValue(pages, out var regions))
        {
            _regions.Add(pages, regions = []);
        }

        var index = _used.GetValueOrDefault(pages);
        _used[pages] = index + 1;
        if (index == regions.Count)
        {
            regions.Add(new GuardedRegion(pages));
        }

        return regions[index];
    }
}
