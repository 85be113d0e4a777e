using Pawl.Runs.Durability;

namespace Pawl.Runs.Tests.Durability;

public sealed class JournalTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    private string Journal => _scratch["j.ndjson"];

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Checksum_is_the_published_check_value_of_CRC32C() => Assert.Equal(0xE3069283u, JournalLine.Checksum("123456789"u8));

    [Fact]
    public void A_record_is_one_line_that_ends_in_the_checksum_of_what_stands_before_it()
    {
        Append(Journal, "größe\n\u0001 \ud800 \"");

        var line = Assert.Single(File.ReadAllLines(Journal));

        Assert.Matches("^\\{\"text\":\".*\",\"crc\":\"[0-9a-f]{8}\"\\}$", line);
        Assert.Contains("größe\\n", line, StringComparison.Ordinal);
        Assert.Equal("größe\n\u0001 \ufffd \"", Assert.Single(Texts(Journal)));
    }

    [Fact]
    public void A_batch_without_records_or_a_record_without_properties_is_refused_or_nothing()
    {
        using var batch = new JournalBatch();
        using var writer = JournalWriter.Open(Journal);
        writer.Append(batch);

        Assert.Throws<ArgumentException>(() => batch.Add(0, static (_, _) => { }));
        Assert.Throws<ArgumentException>(() => batch.Add(new string('x', 5 << 20), static (json, text) => json.WriteString("t", text)));

        Assert.Equal(0, batch.Count);
        Assert.Equal(0, new FileInfo(Journal).Length);
    }

    [Fact]
    public void A_journal_cut_at_any_byte_reopens_with_the_records_before_the_cut()
    {
        Append(Journal, "one", "two, a longer one", "", "четыре");
        var whole = File.ReadAllBytes(Journal);
        var ends = JournalReader.Read(Journal).Select(record => record.End).ToList();
        for (var length = 0; length <= whole.Length; length++)
        {
            var path = _scratch[$"cut-{length}"];
            File.WriteAllBytes(path, whole[..length]);
            var good = ends.Count(end => end <= length);
            Assert.Equal(good, JournalReader.Read(path).Count());

            using (var writer = JournalWriter.Open(path))
            {
                Assert.Equal(length - (good == 0 ? 0 : ends[good - 1]), writer.CutBytes);
            }

            Append(path, "next");
            Assert.Equal([.. Texts(Journal).Take(good), "next"], Texts(path));
        }
    }

    [Fact]
    public void A_flipped_bit_anywhere_loses_its_record_alone_and_is_reported()
    {
        Append(Journal, "one", "two", "three");
        var whole = File.ReadAllBytes(Journal);
        var records = JournalReader.Read(Journal).ToList();
        for (var at = (int)records[1].Offset; at < records[1].End - 1; at++)
        {
            var path = _scratch[$"flip-{at}"];
            var bytes = whole.ToArray();
            bytes[at] ^= 0x20;
            File.WriteAllBytes(path, bytes);
            var damages = new List<JournalDamage>();

            var texts = Texts(path, damages.Add);

            Assert.Equal(["one", "three"], texts);
            Assert.Equal(2, damages[0].Line);
            Assert.Equal(records[1].Offset, damages[0].Offset);
            Assert.Contains($"flip-{at}:2: record of", damages[0].ToString(), StringComparison.Ordinal);
            using var writer = JournalWriter.Open(path);
            Assert.Equal(0, writer.CutBytes);
        }
    }

    [Fact]
    public void A_damaged_last_record_is_cut_with_everything_after_the_last_good_one()
    {
        Append(Journal, "one", "two");
        var end = JournalReader.Read(Journal).First().End;
        var bytes = File.ReadAllBytes(Journal);
        bytes[end + 9] ^= 1;
        File.WriteAllBytes(Journal, [.. bytes, .. new byte[5000], (byte)'\n', 0, 0]);

        using (var writer = JournalWriter.Open(Journal))
        {
            Assert.Equal(bytes.Length - end + 5003, writer.CutBytes);
        }

        Assert.Equal(["one"], Texts(Journal));
    }

    [Fact]
    public void A_torn_tail_longer_than_any_record_is_cut_too()
    {
        Append(Journal, "one");
        var length = new FileInfo(Journal).Length;
        using (var file = File.OpenWrite(Journal))
        {
            file.SetLength(length + (9 << 20));
        }

        using (var writer = JournalWriter.Open(Journal))
        {
            Assert.Equal(9 << 20, writer.CutBytes);
        }

        Append(Journal, "two");
        Assert.Equal(["one", "two"], Texts(Journal));
    }

    [Fact]
    public void A_line_longer_than_any_record_is_skipped_and_the_rest_is_read()
    {
        Append(Journal, "one");
        Append(_scratch["rest"], new string('y', 300_000), "three");
        File.AppendAllText(Journal, new string('x', 9 << 20) + "\n" + File.ReadAllText(_scratch["rest"]));
        var damages = new List<JournalDamage>();

        var texts = Texts(Journal, damages.Add);

        Assert.Equal(["one", new string('y', 300_000), "three"], texts);
        Assert.Equal(9 << 20, Assert.Single(damages).Bytes);
        Assert.Equal(2, damages[0].Line);
    }

    [Fact]
    public void Reading_goes_on_where_it_left_off()
    {
        Append(Journal, "one", "two");
        var end = JournalReader.Read(Journal).Last().End;
        Append(Journal, "three");

        Assert.Equal("three", Assert.Single(JournalReader.Read(Journal, end)).Value.GetProperty("text").GetString());
        Assert.Empty(JournalReader.Read(Journal, end + 10_000));
        Assert.Empty(JournalReader.Read(_scratch["none"]));
    }

    [Fact]
    public async Task A_concurrent_reader_sees_every_record_once_and_in_order()
    {
        const int Batches = 400;
        var writing = Task.Run(() =>
        {
            for (var i = 0; i < Batches; i++)
            {
                Append(Journal, $"{2 * i}", $"{(2 * i) + 1} {new string('z', i * 17 % 5000)}");
            }
        });

        var seen = new List<int>();
        var damages = new List<JournalDamage>();
        var offset = 0L;
        while (seen.Count < 2 * Batches)
        {
            Assert.False(writing.IsFaulted);
            foreach (var record in JournalReader.Read(Journal, offset, damages.Add))
            {
                seen.Add(int.Parse(record.Value.GetProperty("text").GetString()!.Split(' ')[0]));
                offset = record.End;
            }
        }

        await writing;
        Assert.Empty(damages);
        Assert.Equal(Enumerable.Range(0, 2 * Batches), seen);
    }

    [Fact]
    public async Task Two_writers_never_mix_their_records()
    {
        await Task.WhenAll(
            Enumerable
                .Range(0, 2)
                .Select(w =>
                    Task.Run(() =>
                    {
                        using var writer = JournalWriter.Open(_scratch["shared"]);
                        using var batch = new JournalBatch();
                        for (var i = 0; i < 300; i++)
                        {
                            batch.Clear();
                            Add(batch, $"{w}:{i} {new string('q', 3000)}");
                            writer.Append(batch);
                        }
                    })
                )
        );
        var damages = new List<JournalDamage>();

        Assert.Equal(600, Texts(_scratch["shared"], damages.Add).Count);
        Assert.Empty(damages);
    }

    private static void Append(string path, params ReadOnlySpan<string> texts)
    {
        using var writer = JournalWriter.Open(path);
        using var batch = new JournalBatch();
        foreach (var text in texts)
        {
            Add(batch, text);
        }

        Assert.Equal(texts.Length, batch.Count);
        writer.Append(batch);
        writer.Flush(durable: true);
    }

    private static void Add(JournalBatch batch, string text) => batch.Add(text, static (json, value) => json.WriteString("text", value));

    private static List<string> Texts(string path, Action<JournalDamage>? onDamage = null) =>
        [.. JournalReader.Read(path, 0, onDamage).Select(record => record.Value.GetProperty("text").GetString()!)];
}
