using System.Runtime.InteropServices;

namespace Pawl.Tensors.Random;

/// <summary>State of a <see cref="Philox4x32"/>: what a checkpoint stores.</summary>
/// <param name="Key">The seed.</param>
/// <param name="Stream">Which of the 2^64 sequences of the key.</param>
/// <param name="Position">32-bit words drawn so far; 2^66 make a full stream, of which 2^64 can be addressed.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PhiloxState(ulong Key, ulong Stream, ulong Position);
