using System.Runtime.InteropServices;
using Pawl.Shogi.Moves;

namespace Pawl.Shogi.Search;

/// <summary>A move in a list and what it is ordered by: the higher, the earlier.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ScoredMove
{
    public Move Move;
    public int Score;
}
