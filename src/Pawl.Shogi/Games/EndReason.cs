namespace Pawl.Shogi.Games;

/// <summary>Why a game is over.</summary>
public enum EndReason
{
    /// <summary>The loser is in check and has no legal move (詰み).</summary>
    Checkmate,

    /// <summary>The loser is not in check and has no legal move: in Shogi a loss.</summary>
    Stalemate,

    /// <summary>The loser gave up (投了).</summary>
    Resignation,

    /// <summary>The same position for the fourth time (千日手): a draw.</summary>
    Repetition,

    /// <summary>The same position for the fourth time, the loser having given check with every move between (連続王手の千日手).</summary>
    PerpetualCheck,

    /// <summary>The winner declared with its king in the opponent's camp and enough points (入玉宣言勝ち).</summary>
    EnteringKing,

    /// <summary>A declaration by the 24-point rule that both sides can hold, or an agreement (持将棋): a draw.</summary>
    Impasse,

    /// <summary>The longest game the rules allow has been played: a draw.</summary>
    MaximumMoves,

    /// <summary>The loser's time is used up (切れ負け).</summary>
    TimeForfeit,

    /// <summary>The loser did what the rules forbid (反則負け): an illegal move, or a declaration that does not hold.</summary>
    IllegalMove,

    /// <summary>The game was broken off without a result (中断).</summary>
    Abandoned,
}
