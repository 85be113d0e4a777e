using Pawl.Runs.Durability;
using Pawl.Text.Corpora;
using Pawl.Text.Tokenizers;

namespace Pawl.Text.Datasets;

/// <summary>
/// Makes <c>DATA_ROOT/data/NAME-HASH12/</c> of a corpus. The folder appears complete or not at all; a second call with the same inputs and
/// settings verifies it and does nothing. Two processes may prepare the same data at once: both make the same bytes, one of them stays.
/// </summary>
public static class DatasetPreparation
{
    private const int Attempts = 3;

    /// <param name="note">Gets lines for people.</param>
    /// <exception cref="CorpusException">There is no text, or too little to split.</exception>
    public static PreparedDataset Prepare(ICorpus corpus, DatasetSettings settings, string dataRoot, Action<string> note)
    {
        var files = corpus.Files();
        var key = DatasetKey.Of(corpus, files, settings);
        var folder = Path.Combine(Path.GetFullPath(dataRoot), "data", $"{corpus.Name}-{key.Sha256[..12]}");
        RemoveLeftovers(folder);
        for (var attempt = 1; ; attempt++)
        {
            if (PreparedDataset.OpenIfGood(folder, key.Sha256, note) is { } good)
            {
                return good;
            }

            try
            {
                return Make(corpus, files, key, settings, folder, note);
            }
            catch (IOException fault) when (attempt < Attempts && fault is not FileNotFoundException)
            {
                note($"Another process prepares the same data; looking again. ({fault.Message})");
            }
        }
    }

    private static PreparedDataset Make(
        ICorpus corpus,
        IReadOnlyList<CorpusFile> files,
        DatasetKey key,
        DatasetSettings settings,
        string folder,
        Action<string> note
    )
    {
        var text = corpus.Read(files, note);
        if (settings.MaximumCharacters is { } maximum && text.Length > maximum)
        {
            text = text[..SafeCut(text, (int)maximum)];
        }

        var cut = SafeCut(text, (int)(text.Length * (1 - settings.ValidationFraction)));
        if (cut == 0 || cut == text.Length)
        {
            throw new CorpusException(
                $"The corpus has {text.Length} characters: too few to split off {settings.ValidationFraction:0.###} of them for validation."
            );
        }

        // As in nanoGPT the vocabulary comes of the whole text: a character seen only in the validation part must have a token too.
        var tokenizer = Train(text, settings);
        NoteVocabulary(tokenizer, settings, note);
        var (train, validation) = (tokenizer.Encode(text[..cut]), tokenizer.Encode(text[cut..]));
        DatasetMeta? meta = null;
        AtomicFolder.Write(folder, temporary => meta = Fill(temporary, corpus.Name, key, settings, tokenizer, train, validation));
        return new PreparedDataset(folder, meta!, WasUpToDate: false);
    }

    private static DatasetMeta Fill(
        string folder,
        string name,
        DatasetKey key,
        DatasetSettings settings,
        ITokenizer tokenizer,
        int[] train,
        int[] validation
    )
    {
        var width = TokenFile.WidthFor(tokenizer.VocabularySize);
        TokenFile.Write(Path.Combine(folder, PreparedDataset.TrainFile), train, width);
        TokenFile.Write(Path.Combine(folder, PreparedDataset.ValidationFile), validation, width);
        File.WriteAllBytes(Path.Combine(folder, TokenizerFile.FileName), TokenizerFile.ToBytes(tokenizer));
        string[] files = [PreparedDataset.TrainFile, PreparedDataset.ValidationFile, TokenizerFile.FileName];
        var meta = new DatasetMeta
        {
            Name = name,
            Key = key.Sha256,
            Tokenizer = tokenizer.Kind,
            VocabularySize = tokenizer.VocabularySize,
            TokenBytes = width,
            TrainTokens = train.Length,
            ValidationTokens = validation.Length,
            ValidationBytes = validation.Sum(token => (long)tokenizer.BytesOf(token).Length),
            Settings = settings.ToJson(),
            Inputs = key.Inputs,
            Files = files.ToDictionary(file => file, file => PreparedDataset.Hash(Path.Combine(folder, file))),
        };
        File.WriteAllBytes(Path.Combine(folder, DatasetMeta.FileName), meta.ToBytes());
        return meta;
    }

    private static ITokenizer Train(string text, DatasetSettings settings) =>
        settings.Tokenizer switch
        {
            CharTokenizer.KindName => CharTokenizer.Train(text),
            WordTokenizer.KindName => WordTokenizer.Train(text, settings.VocabularySize),
            BpeTokenizer.KindName => BpeTokenizer.Train(text, settings.VocabularySize ?? DefaultBpeVocabulary),
            var kind => throw new ArgumentException($"There is no tokenizer '{kind}': expected char, word or bpe."),
        };

    /// <summary>About 3 bytes a token on English: enough for whole common words while the embedding stays a small part of a small model.</summary>
    internal const int DefaultBpeVocabulary = 1024;

    private static void NoteVocabulary(ITokenizer tokenizer, DatasetSettings settings, Action<string> note)
    {
        var wanted = settings.VocabularySize ?? (tokenizer is BpeTokenizer ? DefaultBpeVocabulary : tokenizer.VocabularySize);
        if (tokenizer.VocabularySize < wanted)
        {
            note($"The text gives {tokenizer.VocabularySize} tokens, fewer than the {wanted} of data.vocabulary_size.");
        }
    }

    /// <summary>Never between the halves of a surrogate pair.</summary>
    private static int SafeCut(string text, int cut) => cut > 0 && cut < text.Length && char.IsLowSurrogate(text[cut]) ? cut - 1 : cut;

    /// <summary>What killed preparations of this very folder left; those of living processes stay.</summary>
    private static void RemoveLeftovers(string folder)
    {
        var parent = Path.GetDirectoryName(folder)!;
        if (!Directory.Exists(parent))
        {
            return;
        }

        foreach (var path in Directory.EnumerateDirectories(parent, $"{Path.GetFileName(folder)}.tmp-*").ToList())
        {
            // Sample: tiny-0123456789ab.tmp-4711-9f86d081
            var owner = path[(path.LastIndexOf(".tmp-", StringComparison.Ordinal) + 5)..].Split('-')[0];
            if (!Directory.Exists($"/proc/{owner}"))
            {
                Directory.Delete(path, recursive: true);
            }
        }
    }
}
