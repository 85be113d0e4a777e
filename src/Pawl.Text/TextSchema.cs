using Pawl.Runs.Specs;

namespace Pawl.Text;

/// <summary>Every key of a <c>text</c> spec. The defaults are nanoGPT's recipe for a CPU, unless the description says why not.</summary>
internal static class TextSchema
{
    public const string Workload = "text";
    private const double MaximumCount = 1e12;

    public static SpecSchema Schema { get; } =
        new(Workload, [.. Data(), .. Model(), .. Train(), .. Evaluation(), .. Checkpoint(), .. Stopping(), .. Sample()]);

    public static IReadOnlyList<SpecProfile> Profiles { get; } =
    [
        new(
            "deterministic",
            "Pins the seeds and one thread. Results depend on seed and data alone anyway; one thread also makes the timing steady.",
            new Dictionary<string, string>
            {
                ["threads"] = "1",
                ["train.seed"] = "1337",
                ["sample.seed"] = "1337",
            }
        ),
        new(
            "fast_local",
            "A look in about a minute: a small model, few steps, frequent evaluations.",
            new Dictionary<string, string>
            {
                ["model.layers"] = "2",
                ["model.heads"] = "2",
                ["model.width"] = "64",
                ["train.steps"] = "500",
                ["evaluation.interval"] = "100",
                ["evaluation.batches"] = "10",
            }
        ),
    ];

    private static SpecKey[] Data() =>
        [
            new(
                "data.corpus",
                SpecKind.Text,
                "dotnet-docs",
                "Where the text comes from: your files, or the documentation that ships with the .NET SDK. The default needs no download."
            )
            {
                IsEssential = true,
                Choices = ["files", "dotnet-docs"],
            },
            new(
                "data.paths",
                SpecKind.TextList,
                Array.Empty<string>(),
                "Text files, folders and patterns (*, ?, **) of the corpus 'files', relative to the spec file."
            )
            {
                IsEssential = true,
                PathPrefix = "",
            },
            new(
                "data.maximum_characters",
                SpecKind.Integer,
                null,
                "Take only the start of the corpus, in UTF-16 units. Not set: all of it."
            )
            {
                Minimum = 2,
                Maximum = int.MaxValue,
            },
            new(
                "data.tokenizer",
                SpecKind.Text,
                "bpe",
                "char: a token a character; word: a token a word or sign; bpe: byte pairs learned from the corpus, which express any text."
            )
            {
                IsEssential = true,
                Choices = ["char", "word", "bpe"],
                Synonyms = ["tokenizer_type"],
            },
            new(
                "data.vocabulary_size",
                SpecKind.Integer,
                null,
                "Tokens of bpe (not set: 1024, a few bytes a token while the embedding stays small) or most tokens of word (not set: all words)."
            )
            {
                Minimum = 2,
                Maximum = 1_000_000,
                Synonyms = ["vocab_size"],
            },
            new(
                "data.validation_fraction",
                SpecKind.Number,
                0.1,
                "Share of the characters, taken from the end, that is never trained on. nanoGPT's 90/10."
            )
            {
                Minimum = 0,
                MinimumExclusive = true,
                Maximum = 0.9,
            },
        ];

    private static SpecKey[] Model() =>
        [
            Count("model.layers", 4, "Transformer blocks.", 1, 1000, "n_layer") with
            {
                IsEssential = true,
            },
            Count("model.heads", 4, "Attention heads of a block; must divide model.width.", 1, 1000, "n_head") with
            {
                IsEssential = true,
            },
            Count("model.width", 128, "Numbers in a token's vector.", 1, 65536, "n_embd") with
            {
                IsEssential = true,
            },
            Count("model.block_size", 64, "Longest context in tokens.", 1, 65536) with
            {
                IsEssential = true,
            },
            new(
                "model.dropout",
                SpecKind.Number,
                0.0,
                "Share of activations dropped in training. 0 suits models too small to learn the data by heart; 0.2 larger ones."
            )
            {
                Minimum = 0,
                Maximum = 0.99,
            },
            new(
                "model.bias",
                SpecKind.Boolean,
                false,
                "Biases in linear layers and layer norms, as GPT-2 has. Without is a little better and faster."
            ),
            new("model.gelu", SpecKind.Text, "exact", "The activation: exact with the error function, tanh as GPT-2's first code.")
            {
                Choices = ["exact", "tanh"],
            },
        ];

    private static SpecKey[] Train() =>
        [
            Count("train.steps", 2000, "Optimizer updates.", 1, MaximumCount, "max_iters") with
            {
                IsEssential = true,
            },
            new(
                "train.order",
                SpecKind.Text,
                "shuffled",
                "Which windows are trained on: shuffled takes each once a pass, in random order; random draws with replacement, as nanoGPT does."
            )
            {
                Choices = ["shuffled", "random"],
            },
            Count("train.batch_size", 12, "Windows in a micro-batch.", 1, 1_000_000) with
            {
                IsEssential = true,
            },
            Count(
                "train.gradient_accumulation",
                1,
                "Micro-batches, each of fresh data, averaged into one update.",
                1,
                100_000,
                "gradient_accumulation_steps"
            ),
            new("train.learning_rate", SpecKind.Number, 1e-3, "Highest learning rate. Small models bear 1e-3; large ones want less.")
            {
                Minimum = 0,
                MinimumExclusive = true,
                Maximum = 10,
                IsEssential = true,
                Synonyms = ["lr"],
            },
            new(
                "train.minimum_learning_rate",
                SpecKind.Number,
                null,
                "Learning rate at the end of the cosine. Not set: a tenth of train.learning_rate."
            )
            {
                Minimum = 0,
                Maximum = 10,
                Synonyms = ["min_lr"],
            },
            new("train.schedule", SpecKind.Text, "cosine", "After the warm-up: half a cosine down to the minimum, or constant.")
            {
                Choices = ["cosine", "constant"],
                Synonyms = ["decay_lr"],
            },
            new(
                "train.warmup_steps",
                SpecKind.Integer,
                null,
                "Updates of linear warm-up. Not set: a twentieth of train.decay_steps, at most 100."
            )
            {
                Minimum = 0,
                Maximum = MaximumCount,
                Synonyms = ["warmup_iters"],
            },
            new("train.decay_steps", SpecKind.Integer, null, "The update at which the cosine reaches the minimum. Not set: train.steps.")
            {
                Minimum = 1,
                Maximum = MaximumCount,
                Synonyms = ["lr_decay_iters"],
            },
            new("train.weight_decay", SpecKind.Number, 0.1, "AdamW's decay of matrices and embeddings; vectors are not decayed.")
            {
                Minimum = 0,
                Maximum = 10,
            },
            new("train.beta1", SpecKind.Number, 0.9, "AdamW's decay of the mean gradient.") { Minimum = 0, Maximum = 0.9999999 },
            new(
                "train.beta2",
                SpecKind.Number,
                0.99,
                "AdamW's decay of the mean squared gradient. 0.99 and not 0.95 because a small batch sees few tokens."
            )
            {
                Minimum = 0,
                Maximum = 0.9999999,
            },
            new("train.epsilon", SpecKind.Number, 1e-8, "AdamW's guard against division by zero.")
            {
                Minimum = 0,
                MinimumExclusive = true,
                Maximum = 1,
            },
            new(
                "train.gradient_clip",
                SpecKind.Number,
                1.0,
                "Longest gradient over all weights; longer ones are scaled down. 0: no clipping."
            )
            {
                Minimum = 0,
                Maximum = 1e6,
                Synonyms = ["grad_clip"],
            },
            new(
                "train.ema_decay",
                SpecKind.Number,
                0.0,
                "Weight of the past in a moving average of the weights, which evaluation, sampling and export then use. 0: off; 0.999 suits thousands of steps."
            )
            {
                Minimum = 0,
                Maximum = 0.9999999,
            },
            Count("train.seed", 1337, "Of the first weights, the batches and the dropout.", 0, long.MaxValue),
            Count(
                "train.log_interval",
                10,
                "Steps between reports of batch loss, gradient norm, learning rate and speed.",
                1,
                MaximumCount
            ),
        ];

    private static SpecKey[] Evaluation() =>
        [
            Count("evaluation.interval", 250, "Steps between evaluations of both splits.", 1, MaximumCount, "eval_interval") with
            {
                IsEssential = true,
            },
            Count(
                "evaluation.batches",
                20,
                "Batches of each split in an evaluation; the same ones every time, so that curves are smooth.",
                1,
                1_000_000,
                "eval_iters"
            ),
        ];

    private static SpecKey[] Checkpoint() =>
        [
            Count("checkpoint.interval", 250, "Steps between checkpoints: the most work a crash can cost.", 1, MaximumCount) with
            {
                IsEssential = true,
            },
            Count(
                "checkpoint.keep_last",
                2,
                "Newest checkpoints to keep. Two, so that one damaged file costs one interval and not the run.",
                1,
                10_000
            ),
            Count(
                "checkpoint.keep_best",
                1,
                "Best checkpoints to keep beside them; an evaluation that is among them is saved at once. 0: none.",
                0,
                10_000
            ),
            new(
                "checkpoint.metric",
                SpecKind.Text,
                "validation_loss",
                "What best means, for keeping, early stopping and export; lower is better."
            )
            {
                Choices = ["validation_loss", "training_loss", "perplexity"],
                Synonyms = ["ckpt_metric"],
            },
            new("checkpoint.smoothing", SpecKind.Number, 0.0, "Weight of the past in an exponential smoothing of that metric. 0: raw.")
            {
                Minimum = 0,
                Maximum = 0.999999,
                Synonyms = ["best_smoothing_alpha"],
            },
        ];

    private static SpecKey[] Stopping() =>
        [
            Count(
                "early_stopping.patience",
                0,
                "Evaluations without improvement of checkpoint.metric after which training ends. 0: off.",
                0,
                1_000_000
            ),
            new("early_stopping.minimum_improvement", SpecKind.Number, 0.0, "Smaller improvements do not count, in the metric's unit.")
            {
                Minimum = 0,
                Maximum = 1e6,
            },
        ];

    private static SpecKey[] Sample() =>
        [
            new("sample.prompt", SpecKind.Text, "\n", "What the samples at the end go on from; FILE:path takes the content of a file.")
            {
                IsEssential = true,
                PathPrefix = "FILE:",
                Synonyms = ["start"],
            },
            Count("sample.count", 1, "Samples written at the end. 0: none.", 0, 10_000, "num_samples"),
            Count("sample.tokens", 200, "Tokens of a sample.", 1, 10_000_000, "max_new_tokens"),
            new("sample.temperature", SpecKind.Number, 0.8, "Below 1 makes likely tokens likelier; 0 always takes the likeliest.")
            {
                Minimum = 0,
                Maximum = 100,
            },
            Count("sample.top_k", 200, "Choose among this many of the likeliest tokens. 0: all.", 0, 1_000_000),
            new(
                "sample.top_p",
                SpecKind.Number,
                1.0,
                "Choose among the smallest set of likeliest tokens that reach this probability. 1: all."
            )
            {
                Minimum = 0,
                MinimumExclusive = true,
                Maximum = 1,
            },
            Count("sample.seed", 1337, "The same seed gives the same text.", 0, long.MaxValue),
        ];

    private static SpecKey Count(string path, long initial, string description, double minimum, double maximum, params string[] synonyms) =>
        new(path, SpecKind.Integer, initial, description)
        {
            Minimum = minimum,
            Maximum = maximum,
            Synonyms = synonyms,
        };
}
