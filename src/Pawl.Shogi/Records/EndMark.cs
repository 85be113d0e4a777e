namespace Pawl.Shogi.Records;

/// <summary>What a record writes in place of a next move. The words are KIF's and CSA's; "the mover" is the side to move where the mark stands.</summary>
public enum EndMark
{
    /// <summary>The mover gave up: 投了, <c>%TORYO</c>.</summary>
    Resignation,

    /// <summary>Broken off: 中断, <c>%CHUDAN</c>.</summary>
    Abandoned,

    /// <summary>Fourfold repetition: 千日手, <c>%SENNICHITE</c>.</summary>
    Repetition,

    /// <summary>The mover has no legal move: 詰み, <c>%TSUMI</c>.</summary>
    Mate,

    /// <summary>A problem without a mate: 不詰, <c>%FUZUMI</c>.</summary>
    NoMate,

    /// <summary>持将棋, <c>%JISHOGI</c>.</summary>
    Impasse,

    /// <summary>The mover's time is used up: 切れ負け, <c>%TIME_UP</c>.</summary>
    TimeUp,

    /// <summary>The opponent did what the rules forbid, and the mover wins: 反則勝ち, <c>%+ILLEGAL_ACTION</c> or <c>%-ILLEGAL_ACTION</c> of the opponent.</summary>
    OpponentIllegal,

    /// <summary>The mover did what the rules forbid: 反則負け, <c>%ILLEGAL_MOVE</c>.</summary>
    IllegalMove,

    /// <summary>As <see cref="IllegalMove"/>, named by the mover's own sign: <c>%+ILLEGAL_ACTION</c> with Black to move. KIF writes 反則負け.</summary>
    IllegalAction,

    /// <summary>The mover declared with its entered king and wins: 入玉勝ち, <c>%KACHI</c>.</summary>
    EnteringKing,

    /// <summary>A draw by declaration: 引き分け, <c>%HIKIWAKE</c>.</summary>
    Draw,

    /// <summary>The longest game allowed was played: 最大手数, <c>%MAX_MOVES</c> (CSA V3.0).</summary>
    MaximumMoves,

    /// <summary>The mover did not appear and loses: 不戦敗. CSA has no word for it.</summary>
    Default,

    /// <summary>The opponent did not appear: 不戦勝. CSA has no word for it.</summary>
    OpponentDefault,

    /// <summary>The next move is sealed: 封じ手. CSA has no word for it.</summary>
    SealedMove,

    /// <summary>The last move is to be taken back: 待った, <c>%MATTA</c>.</summary>
    TakeBack,

    /// <summary>エラー, <c>%ERROR</c>.</summary>
    Error,
}
