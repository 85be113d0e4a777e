using System.Text;

namespace Pawl.Shogi.Tests.Records;

/// <summary>Breaks texts at random: characters changed, pieces cut out, doubled or moved, and words of the notations where they do not belong.</summary>
internal sealed class Mutations(IReadOnlyList<string> seeds, Random random)
{
    private static readonly string[] Words =
    [
        "\n",
        "\r\n",
        "\r",
        " ",
        "　",
        ",",
        "/",
        ":",
        "：",
        "*",
        "&",
        "'",
        "#",
        "+",
        "-",
        "|",
        "(",
        ")",
        "0",
        "9",
        "１",
        "九",
        "十",
        "999999",
        "99999999999",
        "-1",
        "同",
        "打",
        "成",
        "不成",
        "右",
        "左",
        "直",
        "上",
        "寄",
        "引",
        "▲",
        "△",
        "歩",
        "と",
        "成銀",
        "龍",
        "玉",
        "・",
        "v",
        "なし",
        "まで",
        "変化：1手",
        "\n変化：3手\n",
        "手合割：",
        "二枚落ち",
        "手数＝",
        "後手番",
        "\n| ・",
        "先手の持駒：",
        "持ち時間：",
        "投了",
        "反則勝ち",
        "千日手",
        "(77)",
        "( 0:01/00:00:01)",
        "PI",
        "P+00AL",
        "P-00FU",
        "P1",
        "N+",
        "$EVENT:",
        "$TIME_LIMIT:",
        "T1",
        "T1.5",
        "%TORYO",
        "%+ILLEGAL_ACTION",
        "+7776FU",
        "-3334FU",
        "00",
        "\n/\n",
        "startpos",
        "sfen",
        "moves",
        "position",
        "resign",
        "k",
        "+p",
        "b",
        "w",
        "\0",
        "\uFEFF",
        "\uD800",
        "�",
    ];

    /// <returns>One of the seeds, with one to eight changes.</returns>
    public string Next()
    {
        var text = new StringBuilder(seeds[random.Next(seeds.Count)]);
        for (var changes = 1 + random.Next(8); changes > 0; changes--)
        {
            Change(text);
        }

        return text.ToString();
    }

    /// <returns>The text as UTF-8 with one to four bytes changed.</returns>
    public byte[] NextBytes()
    {
        var bytes = Encoding.UTF8.GetBytes(Next());
        for (var changes = 1 + random.Next(4); changes > 0 && bytes.Length > 0; changes--)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return bytes;
    }

    private void Change(StringBuilder text)
    {
        var at = random.Next(text.Length + 1);
        var length = Math.Min(random.Next(1, 24), text.Length - at);
        switch (random.Next(6))
        {
            case 0 when at < text.Length:
                text[at] = (char)(text[at] + random.Next(-2, 3));
                break;
            case 1:
                text.Remove(at, length);
                break;
            case 2:
                text.Insert(random.Next(text.Length + 1), text.ToString(at, length));
                break;
            case 3:
                text.Length = Math.Max(at, 1);
                break;
            case 4 when length > 1:
                (text[at], text[at + length - 1]) = (text[at + length - 1], text[at]);
                break;
            default:
                text.Insert(at, Words[random.Next(Words.Length)]);
                break;
        }
    }
}
