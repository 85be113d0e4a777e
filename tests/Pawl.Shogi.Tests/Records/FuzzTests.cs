using System.Diagnostics;
using Pawl.Shogi.Notation;
using Pawl.Shogi.Records;

namespace Pawl.Shogi.Tests.Records;

/// <summary>A million broken texts: a reader says what is wrong or gives a record, and nothing else happens.</summary>
public sealed class FuzzTests
{
    private const int Inputs = 250_000;

    /// <summary>One of so many goes in as bytes, and one of so many records that come out is written and read again.</summary>
    private const int Every = 16;

    /// <summary>A thousand times what the slowest takes: room for a machine that does something else meanwhile.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData(RecordFormat.Sfen, 1, "positions.sfen", "book.usi")]
    [InlineData(RecordFormat.Kif, 2, "ranging-rook.kif", "diagram.kif", "illegal-end.kif")]
    [InlineData(RecordFormat.Ki2, 3, "plain.ki2")]
    [InlineData(RecordFormat.Csa, 4, "two-games.csa", "fractional.csa", "windows-lines.csa")]
    public void Readers_fail_in_their_own_way_only(RecordFormat format, int seed, params string[] samples)
    {
        var mutations = new Mutations([.. samples.Select(Sample.Text)], new Random(seed));
        var written = format == RecordFormat.Csa ? RecordFormat.Csa : RecordFormat.Kif;
        var accepted = 0;
        for (var number = 0; number < Inputs; number++)
        {
            var bytes = number % Every == 0 ? mutations.NextBytes() : null;
            var text = bytes is null ? mutations.Next() : "";
            var started = Stopwatch.GetTimestamp();
            try
            {
                var records = bytes is null ? GameRecords.Parse(text, format) : GameRecords.Read(bytes, format);
                accepted++;
                if (accepted % Every == 0)
                {
                    Assert.Equal(records, GameRecords.Parse(GameRecords.Text(records, written), written));
                }
            }
            catch (NotationException)
            {
                // what a broken text is expected to end in
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException(
                    $"input {number} of seed {seed}: {fault.GetType().Name} {fault.Message}\n{text}",
                    fault
                );
            }

            Assert.True(Stopwatch.GetElapsedTime(started) < Longest, $"input {number} of seed {seed} took long:\n{text}");
        }

        Assert.InRange(accepted, Inputs / 50, Inputs - (Inputs / 50));
    }
}
