using System.Text;
using Pawl.Shogi.Board;
using Pawl.Shogi.Notation;
using Pawl.Shogi.Records;
using Pawl.Shogi.Records.Text;

namespace Pawl.Shogi.Tests.Records;

public sealed class EncodingTests
{
    private const string Kif = "先手：羽根 太郎\n後手：\n   1 ７六歩(77)\n   2 投了\n";

    private static readonly Encoding ShiftJis = CodePagesEncodingProvider.Instance.GetEncoding(932)!;

    public static TheoryData<byte[]> Encoded =>
        new(
            Encoding.UTF8.GetBytes(Kif),
            [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Kif)],
            [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Kif)],
            [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes(Kif)],
            ShiftJis.GetBytes(Kif),
            ShiftJis.GetBytes("#KIF version=2.0 encoding=Shift_JIS\r\n" + Kif.ReplaceLineEndings("\r\n")),
            // a wrong declaration does not stand in the way
            Encoding.UTF8.GetBytes("#KIF version=2.0 encoding=Shift_JIS\n" + Kif)
        );

    [Theory]
    [MemberData(nameof(Encoded))]
    public void Encodings_are_told_apart(byte[] bytes)
    {
        var game = Assert.Single(GameRecords.Read(bytes));

        Assert.Equal("羽根 太郎", game.Black);
        Assert.Single(game.Moves);
    }

    [Fact]
    public void Lines_end_in_any_way()
    {
        foreach (var end in new[] { "\n", "\r\n", "\r" })
        {
            Assert.Equal(EndMark.Resignation, Assert.Single(GameRecords.Parse(Kif.ReplaceLineEndings(end))).End?.Mark);
        }
    }

    [Fact]
    public void Bytes_in_no_encoding_are_refused() =>
        Assert.Throws<NotationException>(() => GameRecords.Read((ReadOnlySpan<byte>)[0x41, 0xFF, 0xFF, 0xA0, 0x80]));

    [Fact]
    public void What_shift_jis_lacks_is_named_or_replaced()
    {
        var game = new GameRecord(Position.Start(), new RecordLine([])) { Black = "☗ Zoë" };
        var fault = Assert.Throws<NotationException>(() => GameRecords.Write([game], RecordFormat.Csa, RecordEncoding.ShiftJis));
        var replaced = GameRecords.Write([game], RecordFormat.Csa, RecordEncoding.ShiftJis, replace: true);

        Assert.Contains("☗ ë", fault.Reason, StringComparison.Ordinal);
        Assert.Equal("〓 Zo〓", Assert.Single(GameRecords.Read(replaced)).Black);
    }
}
