namespace Pawl.Shogi.Games;

/// <summary>What varies from one tournament to the next.</summary>
public sealed record GameRules
{
    public static GameRules Default { get; } = new();

    /// <value>
    /// Plies, counted from the start of the game, after which it is drawn; 0 (the default) for no limit. Mate by the last ply still wins. Ranges from 0 to
    /// 1,000,000; tournaments of programs use 256 to 512.
    /// </value>
    public int MaximumMoves
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1_000_000);
            field = value;
        }
    }

    /// <value><see cref="EnteringKingRule.Points27"/> unless set, as tournaments of programs have it.</value>
    public EnteringKingRule EnteringKing { get; init; } = EnteringKingRule.Points27;
}
