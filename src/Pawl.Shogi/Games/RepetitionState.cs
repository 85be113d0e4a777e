namespace Pawl.Shogi.Games;

/// <summary>What the return of a position means.</summary>
public enum RepetitionState
{
    /// <summary>The position has not come often enough.</summary>
    None,

    /// <summary>A draw.</summary>
    Draw,

    /// <summary>The side to move has given check with every one of its moves since the position came first: it loses.</summary>
    LossForSideToMove,

    /// <summary>The opponent of the side to move has given check with every one of its moves: the side to move wins.</summary>
    WinForSideToMove,
}
