using System.Globalization;

namespace Pawl.Web.Views.Shogi;

/// <summary>Where each position of a game has its page.</summary>
/// <param name="Base">Path and query that name the game, such as <c>/runs/ID/game?path=games%2F1.kif</c>; null of one that has no address.</param>
public sealed record GameAddress(string? Base)
{
    public string Of(int ply, bool flipped) =>
        Base is null
            ? "#"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{Base}{(Base.Contains('?', StringComparison.Ordinal) ? '&' : '?')}ply={ply}{(flipped ? "&flip=1" : "")}"
            );
}
