using System.Text;
using Pawl.Text.Tokenizers;

namespace Pawl.Text.Tests.Tokenizers;

public sealed class TokenizerTests
{
    private const string Sample = "It's 3 km.\n\n  The  naïve café — 東京 🦊🦊 isn't far…\tOK?\r\n";

    [Fact]
    public void Char_tokens_are_the_sorted_distinct_characters()
    {
        var tokenizer = CharTokenizer.Train("hello 🦊\n");

        Assert.Equal(7, tokenizer.VocabularySize);
        Assert.Equal("\n ehlo🦊", tokenizer.Decode([0, 1, 2, 3, 4, 5, 6]));
        Assert.Equal([0, 6], tokenizer.Encode("\n🦊"));
    }

    [Fact]
    public void Char_refuses_an_unknown_character_and_names_it()
    {
        var fault = Assert.Throws<UnknownTextException>(() => CharTokenizer.Train("abc").Encode("abé"));

        Assert.Equal(2, fault.Position);
        Assert.Contains("U+00E9", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Word_tokens_join_to_the_text()
    {
        var tokenizer = WordTokenizer.Train(Sample);

        Assert.Equal(Sample, tokenizer.Decode(tokenizer.Encode(Sample)));
        Assert.Equal(["It", "'", "s", " 3", " km", ".", "\n"], Pieces(WordTokenizer.Train("It's 3 km.\n"), "It's 3 km.\n"));
    }

    [Fact]
    public void Word_outside_the_vocabulary_is_token_0()
    {
        var tokenizer = WordTokenizer.Train("a a a b b c", maximumVocabulary: 3);

        Assert.Equal(3, tokenizer.VocabularySize);
        Assert.Equal("\ufffd", tokenizer.Decode([0]));
        Assert.Contains(0, tokenizer.Encode("zebra"));
    }

    [Fact]
    public void Bpe_joins_the_most_frequent_pair_first()
    {
        var tokenizer = BpeTokenizer.Train("aaab aaab aaab", 259);

        Assert.Equal("aa", Encoding.UTF8.GetString(tokenizer.BytesOf(256)));
        Assert.True(tokenizer.Encode("aaab aaab").Length < 9);
    }

    [Fact]
    public void Bpe_merges_equal_those_of_counting_everything_anew_each_time()
    {
        var text = TinyText.Corpus(60);

        var fast = BpeTokenizer.Train(text, 330);

        Assert.Equal(
            SlowMerges(Encoding.UTF8.GetBytes(text), 330 - 256),
            fast.ToJson()["merges"]!.AsArray().Select(m => ((int)m![0]!, (int)m[1]!))
        );
    }

    [Fact]
    public void Bpe_decodes_any_bytes_to_themselves()
    {
        var random = new Random(7);
        var tokenizer = BpeTokenizer.Train(Sample + TinyText.Corpus(), 400);
        for (var round = 0; round < 300; round++)
        {
            var bytes = new byte[random.Next(0, 700)];
            random.NextBytes(bytes);
            if (round % 3 == 0)
            {
                Array.Fill(bytes, (byte)random.Next(256));
            }

            Assert.Equal(bytes, tokenizer.DecodeBytes(tokenizer.EncodeBytes(bytes)));
        }
    }

    [Fact]
    public void Random_unicode_survives_every_tokenizer_and_its_file()
    {
        var random = new Random(11);
        var folder = Directory.CreateTempSubdirectory("pawl-tokenizer-");
        for (var round = 0; round < 60; round++)
        {
            var text = RandomText(random, 200);
            foreach (
                var tokenizer in new ITokenizer[] { CharTokenizer.Train(text), WordTokenizer.Train(text), BpeTokenizer.Train(text, 300) }
            )
            {
                var path = Path.Combine(folder.FullName, "tokenizer.json");
                File.WriteAllBytes(path, TokenizerFile.ToBytes(tokenizer));
                var again = TokenizerFile.Read(path);

                Assert.Equal(text, again.Decode(again.Encode(text)));
                Assert.Equal(tokenizer.Encode(text), again.Encode(text));
                Assert.Equal(tokenizer.VocabularySize, again.VocabularySize);
            }
        }

        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("not json")]
    [InlineData("""{"format":"pawl-tokenizer/9","kind":"char","vocabulary_size":0,"characters":[]}""")]
    [InlineData("""{"format":"pawl-tokenizer/1","kind":"sentencepiece","vocabulary_size":0}""")]
    [InlineData("""{"format":"pawl-tokenizer/1","kind":"char","vocabulary_size":3,"characters":["a"]}""")]
    public void Damaged_tokenizer_file_is_refused_with_its_path(string content)
    {
        using var scratch = new ScratchFolder();
        var path = scratch.File("tokenizer.json", content);

        Assert.Contains(path, Assert.Throws<InvalidDataException>(() => TokenizerFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Stream_never_shows_half_a_character()
    {
        var tokenizer = new BpeTokenizer([]);
        var stream = new Utf8TokenStream(tokenizer);
        var pieces = tokenizer.Encode("é🦊x").Select(stream.Append).ToList();

        Assert.Equal(["", "é", "", "", "", "🦊", "x"], pieces);
        Assert.Equal("", new Utf8TokenStream(tokenizer).Append(0xF0));
    }

    [Fact]
    public void Pieces_follow_the_pattern_of_gpt2()
    {
        var pieces = new List<string>();
        ReadOnlySpan<byte> rest = Encoding.UTF8.GetBytes("we'll  go\n\n to 12 Straße’s end!!  ");
        while (!rest.IsEmpty)
        {
            var length = BytePieces.Next(rest);
            pieces.Add(Encoding.UTF8.GetString(rest[..length]));
            rest = rest[length..];
        }

        Assert.Equal(["we", "'ll", " ", " go", "\n\n", " to", " 12", " Straße", "’", "s", " end", "!!", "  "], pieces);
    }

    private static List<string> Pieces(WordTokenizer tokenizer, string text) =>
        [.. tokenizer.Encode(text).Select(token => tokenizer.Decode([token]))];

    private static string RandomText(Random random, int length)
    {
        var text = new StringBuilder();
        while (text.Length < length)
        {
            var value = random.Next(4) == 0 ? random.Next(0x110000) : random.Next(' ', 0x250);
            text.Append(Rune.IsValid(value) ? new Rune(value).ToString() : " ");
        }

        return text.ToString();
    }

    private static List<(int, int)> SlowMerges(byte[] bytes, int count)
    {
        var pieces = new List<List<int>>();
        for (var rest = bytes.AsSpan(); !rest.IsEmpty; )
        {
            var length = BytePieces.Next(rest);
            pieces.Add([.. rest[..length].ToArray().Select(value => (int)value)]);
            rest = rest[length..];
        }

        var merges = new List<(int, int)>();
        while (merges.Count < count)
        {
            var best = pieces
                .SelectMany(piece => piece.Zip(piece.Skip(1)))
                .GroupBy(pair => pair)
                .Where(group => group.Count() >= 2)
                .OrderByDescending(group => group.Count())
                .ThenBy(group => group.Key)
                .FirstOrDefault();
            if (best is null)
            {
                break;
            }

            merges.Add(best.Key);
            foreach (var piece in pieces)
            {
                for (var i = 0; i + 1 < piece.Count; i++)
                {
                    if ((piece[i], piece[i + 1]) == best.Key)
                    {
                        piece[i] = 255 + merges.Count;
                        piece.RemoveAt(i + 1);
                    }
                }
            }
        }

        return merges;
    }
}
