using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;

namespace Pawl.Web.Views.Shogi;

/// <summary>Moves as Japanese records write them: <c>▲７六歩(77)</c>, <c>△同角成(22)</c>, <c>▲５五歩打</c>.</summary>
internal static class KanjiNotation
{
    private const string Files = "１２３４５６７８９";
    private const string Ranks = "一二三四五六七八九";

    private static readonly string[] Names = ["", "歩", "香", "桂", "銀", "角", "飛", "金", "玉", "と", "成香", "成桂", "成銀", "馬", "龍"];

    /// <param name="before">The position the move is made in.</param>
    /// <param name="last">The move before it, to say "the same square".</param>
    public static string Of(Position before, Move move, Move last)
    {
        var type = move.IsDrop ? move.DropType : before[move.From].Type();
        var square = last != Move.None && last.To == move.To ? "同" : $"{Files[move.To.File - 1]}{Ranks[move.To.Rank - 1]}";
        var sign = before.SideToMove == Color.Black ? '▲' : '△';
        var origin = move.IsDrop ? "打" : $"{(move.IsPromotion ? "成" : "")}({move.From.File}{move.From.Rank})";
        return $"{sign}{square}{Names[(int)type]}{origin}";
    }
}
