namespace Pawl.Shogi.Matches;

/// <summary>Results of A with one colour, or with both.</summary>
public sealed record ColorScore(int Wins, int Draws, int Losses)
{
    public static ColorScore None { get; } = new(0, 0, 0);

    public int Games => Wins + Draws + Losses;

    internal ColorScore With(int halfPoints) =>
        halfPoints switch
        {
            2 => this with { Wins = Wins + 1 },
            1 => this with { Draws = Draws + 1 },
            _ => this with { Losses = Losses + 1 },
        };

    internal ColorScore With(ColorScore other) => new(Wins + other.Wins, Draws + other.Draws, Losses + other.Losses);
}
