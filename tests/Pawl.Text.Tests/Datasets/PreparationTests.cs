using Pawl.Text.Corpora;
using Pawl.Text.Datasets;
using Pawl.Text.Tokenizers;

namespace Pawl.Text.Tests.Datasets;

public sealed class PreparationTests
{
    private static readonly DatasetSettings Char = new("char", null, 0.1, null);

    [Fact]
    public void Splits_are_the_first_nine_tenths_and_the_rest()
    {
        using var scratch = new ScratchFolder();
        var text = TinyText.Corpus();
        var data = Prepare(scratch, text, Char);
        using var train = data.OpenTrain();
        using var validation = data.OpenValidation();
        var tokenizer = data.ReadTokenizer();

        Assert.Equal(text[..(int)(text.Length * 0.9)], tokenizer.Decode(All(train)));
        Assert.Equal(text[(int)(text.Length * 0.9)..], tokenizer.Decode(All(validation)));
        Assert.Equal(2, data.Meta.TokenBytes);
    }

    [Fact]
    public void Second_preparation_does_nothing()
    {
        using var scratch = new ScratchFolder();
        var first = Prepare(scratch, "some text to prepare", Char);
        var written = File.GetLastWriteTimeUtc(Path.Combine(first.Folder, "train.bin"));

        var second = Prepare(scratch, "some text to prepare", Char);

        Assert.False(first.WasUpToDate);
        Assert.True(second.WasUpToDate);
        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(second.Folder, "train.bin")));
    }

    [Fact]
    public void Changed_text_or_settings_make_another_folder()
    {
        using var scratch = new ScratchFolder();
        var folders = new[]
        {
            Prepare(scratch, "some text to prepare", Char).Folder,
            Prepare(scratch, "some text to prepare!", Char).Folder,
            Prepare(scratch, "some text to prepare", Char with { ValidationFraction = 0.2 }).Folder,
            Prepare(scratch, "some text to prepare", Char with { Tokenizer = "word" }).Folder,
            Prepare(scratch, "some text to prepare", Char with { MaximumCharacters = 10 }).Folder,
        };

        Assert.Equal(5, folders.Distinct().Count());
    }

    [Theory]
    [InlineData("train.bin")]
    [InlineData("val.bin")]
    [InlineData("tokenizer.json")]
    [InlineData("meta.json")]
    public void Damaged_or_missing_file_is_made_again(string name)
    {
        using var scratch = new ScratchFolder();
        var folder = Prepare(scratch, "some text to prepare", Char).Folder;
        var path = Path.Combine(folder, name);
        var good = File.ReadAllBytes(path);
        File.WriteAllBytes(path, good[..(good.Length / 2)]);

        Assert.False(Prepare(scratch, "some text to prepare", Char).WasUpToDate);
        Assert.Equal(good, File.ReadAllBytes(path));

        File.Delete(path);
        Assert.False(Prepare(scratch, "some text to prepare", Char).WasUpToDate);
        Assert.Equal(good, File.ReadAllBytes(path));
    }

    [Fact]
    public void Leftovers_of_a_killed_preparation_are_removed()
    {
        using var scratch = new ScratchFolder();
        var folder = Prepare(scratch, "some text to prepare", Char).Folder;
        var dead = $"{folder}.tmp-999999999-0123abcd";
        Directory.CreateDirectory(dead);
        File.WriteAllText(Path.Combine(dead, "train.bin"), "half");

        Prepare(scratch, "some text to prepare", Char);

        Assert.False(Directory.Exists(dead));
    }

    [Fact]
    public async Task Many_preparations_at_once_agree()
    {
        using var scratch = new ScratchFolder();
        var corpus = scratch.File("input.txt", TinyText.Corpus());

        var all = await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ => Task.Run(() => DatasetPreparation.Prepare(new FileCorpus([corpus]), Char, scratch.Path, _ => { })))
        );

        Assert.Single(all.Select(data => data.Folder).Distinct());
        Assert.Equal(
            [Path.GetFileName(all[0].Folder)],
            Directory.GetDirectories(scratch.Sub("data")).Select(path => Path.GetFileName(path))
        );
        Assert.True(DatasetPreparation.Prepare(new FileCorpus([corpus]), Char, scratch.Path, _ => { }).WasUpToDate);
    }

    [Fact]
    public void Wide_vocabularies_take_four_bytes()
    {
        using var scratch = new ScratchFolder();
        int[] tokens = [0, 70_000, 5, int.MaxValue];
        var path = scratch.Sub("wide.bin");
        TokenFile.Write(path, tokens, TokenFile.WidthFor(70_001));
        using var file = TokenFile.Open(path, 4, 4);

        Assert.Equal(tokens, All(file));
        Assert.Equal(2, TokenFile.WidthFor(65536));
        Assert.Equal(4, TokenFile.WidthFor(65537));
    }

    [Fact]
    public void Random_batches_depend_on_their_number_alone()
    {
        using var scratch = new ScratchFolder();
        using var file = Prepare(scratch, TinyText.Corpus(), Char).OpenTrain();
        var one = new RandomBatches(file, 3, RandomBatches.Training, rows: 4, length: 16);
        var other = new RandomBatches(file, 3, RandomBatches.Training, rows: 4, length: 16);
        var late = one.Draw(100);
        one.Draw(1);

        Assert.Equal(late.Tokens, other.Draw(100).Tokens);
        Assert.NotEqual(late.Tokens.ToArray(), other.Draw(101).Tokens.ToArray());
        Assert.NotEqual(late.Tokens.ToArray(), new RandomBatches(file, 4, RandomBatches.Training, 4, 16).Draw(100).Tokens.ToArray());
        Assert.Equal(late.Tokens[1..16], late.Targets[..15]);
    }

    [Fact]
    public void Shuffled_batches_take_every_window_once_a_pass_and_depend_on_their_number_alone()
    {
        using var scratch = new ScratchFolder();
        var path = scratch.Sub("count.bin");
        TokenFile.Write(path, Enumerable.Range(0, 1000).ToArray(), 2);
        using var file = TokenFile.Open(path, 2, 1000);
        // 1,000 tokens give (1000 - 16) / 16 = 61 windows: a pass and a half in batches of 3 is 31 batches.
        var batches = new ShuffledBatches(file, 3, rows: 3, length: 16);
        var starts = Enumerable.Range(0, 31).SelectMany(number => Starts(batches.Draw(number))).ToList();

        var first = starts.Take(61).Order().ToList();
        Assert.All(first.Zip(first.Skip(1)), pair => Assert.Equal(16, pair.Second - pair.First));
        Assert.InRange(first[0], 0, 15);
        Assert.NotEqual(first, starts.Take(61));
        Assert.Equal(32, starts.Skip(61).Distinct().Count());
        Assert.Equal(batches.Draw(7).Tokens, new ShuffledBatches(file, 3, 3, 16).Draw(7).Tokens);
        Assert.NotEqual(batches.Draw(7).Tokens.ToArray(), new ShuffledBatches(file, 4, 3, 16).Draw(7).Tokens.ToArray());
    }

    [Theory]
    [InlineData(17)]
    [InlineData(31)]
    [InlineData(33)]
    [InlineData(200)]
    public void Shuffled_batches_stay_inside_a_short_file(int count)
    {
        using var scratch = new ScratchFolder();
        var path = scratch.Sub("short.bin");
        TokenFile.Write(path, Enumerable.Range(0, count).ToArray(), 2);
        using var file = TokenFile.Open(path, 2, count);
        var batches = new ShuffledBatches(file, 1, rows: 2, length: 16);

        for (var number = 0; number < 300; number++)
        {
            Assert.All(Starts(batches.Draw(number)), start => Assert.InRange(start, 0, count - 17));
        }
    }

    private static List<int> Starts(TokenBatch batch) =>
        [.. Enumerable.Range(0, batch.Rows).Select(row => batch.Tokens[row * batch.Length])];

    [Fact]
    public void Sequential_pass_predicts_every_token_but_the_first_once()
    {
        using var scratch = new ScratchFolder();
        var path = scratch.Sub("count.bin");
        foreach (var count in new[] { 2, 9, 10, 41, 100 })
        {
            TokenFile.Write(path, Enumerable.Range(0, count).ToArray(), 2);
            using var file = TokenFile.Open(path, 2, count);

            var targets = SequentialBatches.Of(file, rows: 3, length: 4).SelectMany(batch => batch.Targets.ToArray());

            Assert.Equal(Enumerable.Range(1, count - 1), targets);
        }
    }

    [Fact]
    public void Too_short_text_is_refused()
    {
        using var scratch = new ScratchFolder();

        Assert.Throws<CorpusException>(() => Prepare(scratch, "a", Char));
    }

    private static PreparedDataset Prepare(ScratchFolder scratch, string text, DatasetSettings settings) =>
        DatasetPreparation.Prepare(new FileCorpus([scratch.File("input.txt", text)]), settings, scratch.Path, _ => { });

    private static int[] All(TokenFile file)
    {
        var tokens = new int[file.Count];
        file.Read(0, tokens);
        return tokens;
    }
}
