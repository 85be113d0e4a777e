using System.Text;
using Pawl.Runs.Specs;

namespace Pawl.Text.Tests;

/// <summary>A small corpus with structure to learn, and specs small enough for tests.</summary>
internal static class TinyText
{
    public static string Corpus(int sentences = 200)
    {
        string[] who = ["the cat", "a dog", "the old king", "my aunt"];
        string[] does = ["sees", "likes", "feeds", "paints"];
        string[] what = ["the moon", "a fish", "the garden", "two horses"];
        var random = new Random(5);
        var text = new StringBuilder();
        for (var i = 0; i < sentences; i++)
        {
            text.Append($"{who[random.Next(4)]} {does[random.Next(4)]} {what[random.Next(4)]}.\n");
        }

        return text.ToString();
    }

    /// <summary>A char model of a few hundred weights on a corpus file; further keys override.</summary>
    public static ResolvedSpec Spec(string corpus, params string[] sets) =>
        SpecResolver.Resolve(
            new TextWorkload(),
            SpecSource.Empty,
            null,
            [
                "data.corpus=files",
                $"data.paths=[\"{corpus}\"]",
                "data.tokenizer=char",
                "model.layers=1",
                "model.heads=2",
                "model.width=8",
                "model.block_size=8",
                "train.steps=12",
                "train.batch_size=3",
                "train.log_interval=1",
                "evaluation.interval=4",
                "evaluation.batches=2",
                "checkpoint.interval=3",
                "sample.tokens=8",
                .. sets,
            ],
            null
        );
}
