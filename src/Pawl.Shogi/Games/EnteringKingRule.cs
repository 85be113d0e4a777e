namespace Pawl.Shogi.Games;

/// <summary>What a player may declare once its king has entered the opponent's camp.</summary>
public enum EnteringKingRule
{
    /// <summary>Nothing can be declared.</summary>
    None,

    /// <summary>
    /// 27 points: with 28 points Black and with 27 White wins (the CSA's computer tournaments, "入玉宣言法"; the USI option <c>CSARule27</c>).
    /// </summary>
    Points27,

    /// <summary>24 points: with 31 points the declarer wins, with 24 to 30 the game is drawn (the Japan Shogi Association's rule since 2019).</summary>
    Points24,
}
