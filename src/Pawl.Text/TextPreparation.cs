using Pawl.Runs.Specs;
using Pawl.Text.Corpora;
using Pawl.Text.Datasets;

namespace Pawl.Text;

/// <summary>Prepares the data a spec asks for: what <c>pawl text prepare</c> and the start of every text run do.</summary>
public static class TextPreparation
{
    /// <summary>Does nothing but verify when the data is up to date (<see cref="PreparedDataset.WasUpToDate"/>).</summary>
    /// <param name="spec">A resolved <c>text</c> spec.</param>
    /// <param name="dataRoot">The folder goes below its <c>data</c>.</param>
    /// <param name="log">Gets lines for people.</param>
    /// <exception cref="CorpusException">There is no text, or too little.</exception>
    /// <exception cref="SpecException">The model's block is larger than a split of the data.</exception>
    public static PreparedDataset Prepare(ResolvedSpec spec, string dataRoot, Action<string> log)
    {
        var dataset = DatasetPreparation.Prepare(CorpusOf(spec), SettingsOf(spec), dataRoot, log);
        var meta = dataset.Meta;
        log(
            $"{(dataset.WasUpToDate ? "Up to date" : "Prepared")}: {meta.Name}, {meta.TrainTokens:N0} training and {meta.ValidationTokens:N0} "
                + $"validation tokens, vocabulary {meta.VocabularySize:N0} ({meta.Tokenizer}), in {dataset.Folder}"
        );
        RequireBlockFits(spec, meta);
        return dataset;
    }

    private static ICorpus CorpusOf(ResolvedSpec spec) =>
        spec.Text("data.corpus") == "files" ? new FileCorpus(spec.TextList("data.paths")) : new DotnetDocsCorpus();

    private static DatasetSettings SettingsOf(ResolvedSpec spec) =>
        new(
            spec.Text("data.tokenizer"),
            spec.IsSet("data.vocabulary_size") ? (int)spec.Integer("data.vocabulary_size") : null,
            spec.Number("data.validation_fraction"),
            spec.IsSet("data.maximum_characters") ? spec.Integer("data.maximum_characters") : null
        );

    /// <summary>A window needs block_size tokens and the one that follows the last.</summary>
    private static void RequireBlockFits(ResolvedSpec spec, DatasetMeta meta)
    {
        var fits = Math.Min(meta.TrainTokens, meta.ValidationTokens) - 1;
        if (spec.Integer("model.block_size") > fits)
        {
            var expected = fits < 1 ? "more text" : $"1 to {fits}";
            throw new SpecException([
                spec.Problem(
                    "model.block_size",
                    $"{expected}, since the training split has {meta.TrainTokens} and the validation split {meta.ValidationTokens} tokens"
                ),
            ]);
        }
    }
}
