using System.Globalization;
using System.Text;
using Pawl.Runs.Specs;
using Pawl.Text.Tests.Training;

namespace Pawl.Text.Tests;

/// <summary>Every key the schema accepts changes something that can be seen; a new key without a row here fails.</summary>
public sealed class KeyEffectTests
{
    private const string Longer = "train.steps=8";

    /// <summary>Key to what to set for the run that is compared with the plain one, and what both have in common beside that.</summary>
    private static readonly Dictionary<string, (string Value, string[] Common)> Rows = new(StringComparer.Ordinal)
    {
        ["data.corpus"] = ("", []),
        ["data.paths"] = ("", []),
        ["data.maximum_characters"] = ("2000", []),
        ["data.tokenizer"] = ("word", []),
        ["data.vocabulary_size"] = ("258", ["data.tokenizer=bpe"]),
        ["data.validation_fraction"] = ("0.3", []),
        ["model.layers"] = ("2", []),
        ["model.heads"] = ("4", []),
        ["model.width"] = ("16", []),
        ["model.block_size"] = ("4", []),
        ["model.dropout"] = ("0.5", []),
        ["model.bias"] = ("true", []),
        ["model.gelu"] = ("tanh", []),
        ["train.steps"] = ("5", []),
        ["train.order"] = ("random", []),
        ["train.batch_size"] = ("2", []),
        ["train.gradient_accumulation"] = ("2", []),
        ["train.learning_rate"] = ("0.002", []),
        ["train.minimum_learning_rate"] = ("0", [Longer]),
        ["train.schedule"] = ("constant", []),
        ["train.warmup_steps"] = ("3", []),
        ["train.decay_steps"] = ("100", []),
        ["train.weight_decay"] = ("5", []),
        ["train.beta1"] = ("0.5", []),
        ["train.beta2"] = ("0.5", []),
        ["train.epsilon"] = ("0.1", []),
        ["train.gradient_clip"] = ("0.01", ["train.epsilon=0.1"]),
        ["train.ema_decay"] = ("0.5", []),
        ["train.seed"] = ("7", []),
        ["train.log_interval"] = ("2", []),
        ["evaluation.interval"] = ("1", []),
        ["evaluation.batches"] = ("3", []),
        ["checkpoint.interval"] = ("1", []),
        ["checkpoint.keep_last"] = ("1", ["checkpoint.interval=1", "checkpoint.keep_best=0"]),
        ["checkpoint.keep_best"] = ("3", ["checkpoint.keep_last=1", "evaluation.interval=1"]),
        ["checkpoint.metric"] = ("training_loss", []),
        ["checkpoint.smoothing"] = ("0.9", []),
        ["early_stopping.patience"] = ("1", ["evaluation.interval=1", "train.learning_rate=1.0", "train.steps=8"]),
        ["early_stopping.minimum_improvement"] = ("50", ["evaluation.interval=1", "early_stopping.patience=2"]),
        ["sample.prompt"] = ("the", []),
        ["sample.count"] = ("2", []),
        ["sample.tokens"] = ("9", []),
        ["sample.temperature"] = ("0", []),
        ["sample.top_k"] = ("1", []),
        ["sample.top_p"] = ("0.01", []),
        ["sample.seed"] = ("9", []),
    };

    public static TheoryData<string> Keys => [.. new TextWorkload().Schema.Keys.Select(key => key.Path)];

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Key_has_an_effect(string key)
    {
        Assert.True(Rows.ContainsKey(key), $"{key} has no row: say what it changes.");
        if (key is "data.corpus" or "data.paths")
        {
            return;
        }

        using var scratch = new ScratchFolder();
        var corpus = scratch.File("tiny.txt", TinyText.Corpus(120));
        var (value, common) = Rows[key];

        var plain = await ObserveAsync(scratch.Path, "plain", corpus, common);
        var changed = await ObserveAsync(scratch.Path, "changed", corpus, [.. common, $"{key}={value}"]);

        Assert.NotEqual(plain, changed);
    }

    [Fact]
    public async Task Data_paths_have_an_effect()
    {
        using var scratch = new ScratchFolder();
        var plain = await ObserveAsync(scratch.Path, "plain", scratch.File("one.txt", TinyText.Corpus(120)), []);
        var changed = await ObserveAsync(scratch.Path, "changed", scratch.File("two.txt", TinyText.Corpus(100)), []);

        Assert.NotEqual(plain, changed);
    }

    [Fact]
    public void Data_corpus_has_an_effect()
    {
        using var scratch = new ScratchFolder();
        var spec = SpecResolver.Resolve(
            new TextWorkload(),
            SpecSource.Empty,
            null,
            ["data.tokenizer=char", "data.maximum_characters=5000"],
            null
        );

        Assert.StartsWith("dotnet-docs", TextPreparation.Prepare(spec, scratch.Path, _ => { }).Meta.Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_row_is_of_a_key() => Assert.Empty(Rows.Keys.Except(new TextWorkload().Schema.Keys.Select(key => key.Path)));

    /// <summary>Everything a run shows but times: metrics, results, artifacts, and which checkpoints stay.</summary>
    private static async Task<string> ObserveAsync(string root, string run, string corpus, string[] sets)
    {
        var spec = TinyText.Spec(corpus, ["train.steps=4", "evaluation.interval=2", "checkpoint.interval=2", .. sets]);
        using var context = new FileRunContext(root, spec, runId: run);
        var result = await TextRuns.RunAsync(context);
        result.Remove("tokens_per_second");
        result.Remove("checkpoint_sha256");
        result.Remove("dataset");
        var seen = new StringBuilder(result.ToJsonString());
        foreach (var point in context.Points().Where(point => point.Name != TextMetrics.TokensPerSecond))
        {
            seen.Append(CultureInfo.InvariantCulture, $"\n{point.Step} {point.Name} {point.Value:R}");
        }

        foreach (var (path, _) in context.Artifacts.Where(artifact => artifact.Kind is "sample" or "weights"))
        {
            seen.Append('\n')
                .Append(path)
                .Append(
                    Convert.ToHexString(
                        System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(context.Folder.Artifacts, path)))
                    )
                );
        }

        return seen.Append(string.Join(',', TextRuns.Folders(root, run))).ToString();
    }
}
