using System.Runtime.InteropServices;

namespace Pawl.Tensors;

/// <summary>Where keys and values of a row lie in a cache of shape (streams, heads, 2 · capacity, head width).</summary>
/// <param name="Stream">Below the cache's streams.</param>
/// <param name="Position">Below its capacity: how many rows of the stream come before.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct CachePlace(int Stream, int Position);
