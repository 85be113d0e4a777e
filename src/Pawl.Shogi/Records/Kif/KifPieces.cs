using Pawl.Shogi.Board;

namespace Pawl.Shogi.Records.Kif;

/// <summary>Pieces as KIF and KI2 name them: one character on a board, one or two in a move.</summary>
public static class KifPieces
{
    /// <summary>By <see cref="PieceType"/>.</summary>
    private const string OnBoard = "・歩香桂銀角飛金玉と杏圭全馬龍";

    private static readonly string[] InMove =
    [
        "",
        "歩",
        "香",
        "桂",
        "銀",
        "角",
        "飛",
        "金",
        "玉",
        "と",
        "成香",
        "成桂",
        "成銀",
        "馬",
        "龍",
    ];

    /// <returns>As boards and hands show it.</returns>
    public static char Letter(PieceType type) => OnBoard[(int)type];

    /// <returns>As moves name it.</returns>
    public static string Name(PieceType type) => InMove[(int)type];

    /// <summary>Takes the name of a piece off a text; all spellings in use are understood.</summary>
    /// <returns><see cref="PieceType.None"/> when the text begins with no piece.</returns>
    internal static PieceType Take(ref ReadOnlySpan<char> text)
    {
        if (text.Length >= 2 && text[0] == '成' && (text[1] is '香' or '桂' or '銀'))
        {
            var promoted = OfLetter(text[1]).Promoted();
            text = text[2..];
            return promoted;
        }

        var type = text.IsEmpty ? PieceType.None : OfLetter(text[0]);
        if (type != PieceType.None)
        {
            text = text[1..];
        }

        return type;
    }

    /// <returns><see cref="PieceType.None"/> for a character that is no piece.</returns>
    public static PieceType OfLetter(char letter) =>
        letter switch
        {
            '歩' => PieceType.Pawn,
            '香' => PieceType.Lance,
            '桂' => PieceType.Knight,
            '銀' => PieceType.Silver,
            '角' => PieceType.Bishop,
            '飛' => PieceType.Rook,
            '金' => PieceType.Gold,
            '玉' or '王' => PieceType.King,
            'と' => PieceType.PromotedPawn,
            '杏' => PieceType.PromotedLance,
            '圭' => PieceType.PromotedKnight,
            '全' => PieceType.PromotedSilver,
            '馬' => PieceType.Horse,
            '龍' or '竜' => PieceType.Dragon,
            _ => PieceType.None,
        };
}
