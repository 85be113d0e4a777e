using Pawl.Shogi.Records;
using Pawl.Shogi.Records.Text;

namespace Pawl.Shogi.Tests.Records;

public sealed class RoundTripTests
{
    private const int Games = 60;

    [Fact]
    public void Kif_holds_everything_a_record_has() =>
        Each(
            variations: true,
            record => Assert.Equal(record, Assert.Single(GameRecords.Parse(GameRecords.Text(record, RecordFormat.Kif))))
        );

    [Fact]
    public void Csa_holds_everything_but_variations() =>
        Each(
            variations: false,
            record => Assert.Equal(record, Assert.Single(GameRecords.Parse(GameRecords.Text(record, RecordFormat.Csa))))
        );

    [Fact]
    public void Kif_through_csa_and_back_is_the_same_text() =>
        Each(
            variations: false,
            record =>
            {
                var kif = GameRecords.Text(record, RecordFormat.Kif);
                var csa = GameRecords.Text(GameRecords.Parse(kif), RecordFormat.Csa);

                Assert.Equal(kif, GameRecords.Text(GameRecords.Parse(csa), RecordFormat.Kif));
            }
        );

    [Fact]
    public void Usi_holds_the_start_and_the_moves() =>
        Each(
            variations: false,
            record =>
            {
                var read = Assert.Single(GameRecords.Parse(GameRecords.Text(record, RecordFormat.Usi)));

                Assert.Equal(record.StartSfen, read.StartSfen);
                Assert.Equal(record.Moves.Select(move => move.Move), read.Moves.Select(move => move.Move));
            }
        );

    [Fact]
    public void Sfen_holds_the_last_position() =>
        Each(
            variations: false,
            record =>
                Assert.Equal(
                    record.PositionAt(record.Moves.Count).ToString(),
                    Assert.Single(GameRecords.Parse(GameRecords.Text(record, RecordFormat.Sfen))).StartSfen
                )
        );

    [Theory]
    [InlineData(RecordFormat.Kif)]
    [InlineData(RecordFormat.Csa)]
    [InlineData(RecordFormat.Usi)]
    public void Several_games_share_a_file(RecordFormat format)
    {
        var random = new Random(11);
        var records = Enumerable.Range(0, 20).Select(_ => RandomRecords.Next(random, variations: false)).ToList();
        var text = GameRecords.Text(records, format);
        var read = GameRecords.Parse(text);

        Assert.Equal(records.Count, read.Count);
        Assert.Equal(text, GameRecords.Text(read, format));
    }

    [Theory]
    [InlineData(RecordFormat.Kif)]
    [InlineData(RecordFormat.Csa)]
    public void Bytes_in_either_encoding_give_the_record_back(RecordFormat format)
    {
        var record = RandomRecords.Next(new Random(5), variations: false);

        Assert.Equal(record, Assert.Single(GameRecords.Read(GameRecords.Write([record], format))));
        Assert.Equal(record, Assert.Single(GameRecords.Read(GameRecords.Write([record], format, RecordEncoding.ShiftJis))));
    }

    private static void Each(bool variations, Action<GameRecord> check)
    {
        for (var seed = 0; seed < Games; seed++)
        {
            var record = RandomRecords.Next(new Random(seed), variations);
            try
            {
                check(record);
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"seed {seed}: {fault.Message}\n{GameRecords.Text(record, RecordFormat.Kif)}", fault);
            }
        }
    }
}
