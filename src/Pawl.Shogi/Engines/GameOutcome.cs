namespace Pawl.Shogi.Engines;

/// <summary>How a game ended for one engine.</summary>
public enum GameOutcome
{
    Win,
    Loss,
    Draw,
}
