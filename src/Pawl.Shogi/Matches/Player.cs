namespace Pawl.Shogi.Matches;

/// <summary>The two sides of a match.</summary>
public enum Player
{
    A,
    B,
}
