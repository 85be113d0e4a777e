using System.Text.Json;
using Pawl.Shogi.Board;
using Pawl.Shogi.Notation;

namespace Pawl.Web.Views.Shogi;

/// <summary>
/// What the script of the viewer steps through: each position as SFEN with the squares its move left and reached, and how pieces are drawn and
/// called, so that this is said in one place.
/// </summary>
internal sealed record GameScriptData(
    IReadOnlyList<IReadOnlyList<string>> Positions,
    IReadOnlyDictionary<string, string> Faces,
    IReadOnlyList<IReadOnlyList<string>> Names,
    string HandOrder,
    string Count
)
{
    /// <summary>Stands in <see cref="Count"/> for the number.</summary>
    private const string Number = "{count}";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    private static readonly Dictionary<string, string> AllFaces = PieceFace
        .Order.Select(type => Pieces.Of(Color.Black, type))
        .Append(Pieces.Of(Color.White, PieceType.King))
        .ToDictionary(piece => piece.Letter(), BoardSvg.Face);

    private static readonly List<IReadOnlyList<string>> AllNames =
    [
        .. PieceFace
            .Order.Select(type => Pieces.Of(Color.Black, type))
            .Select(piece => (IReadOnlyList<string>)[piece.Letter(), PieceFace.Of(piece).Name, PieceFace.Of(piece).Plural]),
    ];

    /// <returns>JSON that may stand in a script element: the encoder writes no angle bracket.</returns>
    public static string Of(ShownGame game)
    {
        var position = game.Start.Clone();
        var positions = new List<IReadOnlyList<string>>(game.Moves.Count + 1) { (string[])[Sfen.Write(position)] };
        foreach (var move in game.Moves.Select(move => move.Move))
        {
            position.Do(move);
            positions.Add((string[])[Sfen.Write(position), $"{move.To}", move.IsDrop ? "" : $"{move.From}"]);
        }

        var hands = string.Concat(PieceTypes.InHandOrder.Select(type => type.Letter()));
        var count = BoardSvg.Count(2).Replace(">2<", $">{Number}<", StringComparison.Ordinal);
        return JsonSerializer.Serialize(new GameScriptData(positions, AllFaces, AllNames, hands, count), Options);
    }
}
