using Pawl.Shogi.Board;

namespace Pawl.Shogi.Games;

/// <summary>
/// A customary start. In a handicap game White gives: it lacks the named pieces and moves first. Left and right are White's, as it sits: its left lance
/// stands on 1a, its right one on 9a.
/// </summary>
/// <param name="Name">English, spelled out, in lower case with hyphens: what options and headers take.</param>
/// <param name="JapaneseName">What KIF writes after 手合割.</param>
/// <param name="Sfen">The start position.</param>
public sealed record Handicap(string Name, string JapaneseName, string Sfen)
{
    public static IReadOnlyList<Handicap> All { get; } =
    [
        new("even", "平手", Notation.Sfen.Start),
        Of("lance", "香落ち", "lnsgkgsn1/1r5b1"),
        Of("right-lance", "右香落ち", "1nsgkgsnl/1r5b1"),
        Of("bishop", "角落ち", "lnsgkgsnl/1r7"),
        Of("rook", "飛車落ち", "lnsgkgsnl/7b1"),
        Of("rook-and-lance", "飛香落ち", "lnsgkgsn1/7b1"),
        Of("two-pieces", "二枚落ち", "lnsgkgsnl/9"),
        Of("three-pieces", "三枚落ち", "lnsgkgsn1/9"),
        Of("four-pieces", "四枚落ち", "1nsgkgsn1/9"),
        Of("five-pieces", "五枚落ち", "2sgkgsn1/9"),
        Of("left-five-pieces", "左五枚落ち", "1nsgkgs2/9"),
        Of("six-pieces", "六枚落ち", "2sgkgs2/9"),
        Of("right-seven-pieces", "右七枚落ち", "3gkgs2/9"),
        Of("left-seven-pieces", "左七枚落ち", "2sgkg3/9"),
        Of("eight-pieces", "八枚落ち", "3gkg3/9"),
        Of("ten-pieces", "十枚落ち", "4k4/9"),
    ];

    /// <value>True of the even start alone.</value>
    public bool IsEven => Sfen == Notation.Sfen.Start;

    /// <param name="name">The English or the Japanese name.</param>
    /// <returns>Null when there is no such handicap.</returns>
    public static Handicap? Find(string name) =>
        All.FirstOrDefault(handicap =>
            string.Equals(handicap.Name, name, StringComparison.OrdinalIgnoreCase) || handicap.JapaneseName == name
        );

    /// <returns>The handicap a position is the start of, or null.</returns>
    public static Handicap? Of(Position position)
    {
        ArgumentNullException.ThrowIfNull(position);
        var sfen = Notation.Sfen.Write(position, withMoveNumber: false);
        return All.FirstOrDefault(handicap => handicap.Sfen[..handicap.Sfen.LastIndexOf(' ')] == sfen);
    }

    public Position Start() => Notation.Sfen.Parse(Sfen);

    private static Handicap Of(string name, string japaneseName, string whiteRanks) =>
        new(name, japaneseName, $"{whiteRanks}/ppppppppp/9/9/9/PPPPPPPPP/1B5R1/LNSGKGSNL w - 1");
}
