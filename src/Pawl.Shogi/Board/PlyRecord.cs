using System.Runtime.InteropServices;
using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Board;

/// <summary>What taking a move back needs: the key before it and what it captured.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PlyRecord
{
    public ulong Key;
    public Move Move;
    public Piece Captured;
}
