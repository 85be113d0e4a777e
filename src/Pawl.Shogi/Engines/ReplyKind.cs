namespace Pawl.Shogi.Engines;

/// <summary>What an engine answered.</summary>
public enum ReplyKind
{
    Move,

    /// <summary>It gives up.</summary>
    Resign,

    /// <summary>It declares with its entered king.</summary>
    Declare,

    /// <summary>Something in place of a move that is none: <see cref="EngineReply.Text"/> has it.</summary>
    Unreadable,
}
