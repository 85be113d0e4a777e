using System.Globalization;

namespace Pawl.Web.Views.Shogi;

/// <summary>Where in a file of games someone looks. What an address says of it is never wrong: what makes no sense is the beginning.</summary>
/// <param name="Number">Which game, from 1.</param>
/// <param name="Ply">After how many moves, from 0; beyond the last it means the last.</param>
/// <param name="Flipped">Whether White is at the bottom.</param>
public sealed record GamePlace(int Number, int Ply, bool Flipped)
{
    public static GamePlace Beginning { get; } = new(1, 0, false);

    public static GamePlace Of(string? game, string? ply, string? flip) => new(Math.Max(1, Whole(game)), Whole(ply), flip == "1");

    private static int Whole(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
