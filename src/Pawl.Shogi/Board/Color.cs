namespace Pawl.Shogi.Board;

/// <summary>The two players. Black (先手, Sente) moves first from the even start and plays towards rank 1 (a).</summary>
public enum Color : byte
{
    Black = 0,
    White = 1,
}
