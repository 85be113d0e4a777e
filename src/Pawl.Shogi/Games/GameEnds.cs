using Pawl.Shogi.Board;

namespace Pawl.Shogi.Games;

/// <summary>
/// What ends a game by itself after a move, in this order: mate or no legal move, fourfold repetition, the maximum of moves. So a mate on the last ply
/// still wins.
/// </summary>
internal static class GameEnds
{
    /// <param name="canMove">Whether the side to move has a legal move.</param>
    /// <param name="plies">Played since the start of the game.</param>
    public static GameEnd? After(Position position, bool canMove, int plies, GameRules rules)
    {
        var mover = position.SideToMove;
        if (!canMove)
        {
            return new GameEnd(mover.Opponent(), position.InCheck ? EndReason.Checkmate : EndReason.Stalemate);
        }

        return Repetition.Of(position) switch
        {
            RepetitionState.Draw => new GameEnd(null, EndReason.Repetition),
            RepetitionState.LossForSideToMove => new GameEnd(mover.Opponent(), EndReason.PerpetualCheck),
            RepetitionState.WinForSideToMove => new GameEnd(mover, EndReason.PerpetualCheck),
            _ => rules.MaximumMoves > 0 && plies >= rules.MaximumMoves ? new GameEnd(null, EndReason.MaximumMoves) : null,
        };
    }
}
