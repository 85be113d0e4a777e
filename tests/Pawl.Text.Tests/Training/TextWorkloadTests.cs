using Pawl.Learning.Callbacks;
using Pawl.Runs.Artifacts;
using Pawl.Runs.Specs;
using Pawl.Runs.Workloads;
using Pawl.Tensors.Files;
using Pawl.Text.Sampling;

namespace Pawl.Text.Tests.Training;

public sealed class TextWorkloadTests
{
    [Fact]
    public async Task Loss_goes_down_from_that_of_a_uniform_guess()
    {
        using var scratch = new ScratchFolder();
        var corpus = scratch.File("tiny.txt", TinyText.Corpus());
        var spec = TinyText.Spec(
            corpus,
            "model.width=32",
            "model.block_size=16",
            "train.steps=150",
            "train.learning_rate=0.01",
            "evaluation.interval=50",
            "train.batch_size=8"
        );
        using var context = new FileRunContext(scratch.Path, spec);

        var result = await TextRuns.RunAsync(context);

        var first = context.Points().First(point => point.Name == TextMetrics.ValidationLoss);
        var characters = TinyText.Corpus().Distinct().Count();
        Assert.Equal(0, first.Step);
        Assert.Equal(Math.Log(characters), first.Value, 0.1);
        Assert.Equal(characters, context.Points().First(point => point.Name == TextMetrics.Perplexity).Value, characters * 0.1);
        Assert.True((double)result["loss_validation_full"]! < 1.6, $"loss {result["loss_validation_full"]}");
        Assert.Equal(Math.Exp((double)result["loss_validation_full"]!), (double)result["perplexity"]!, 9);
    }

    [Fact]
    public async Task Finished_run_leaves_plot_weights_samples_and_says_what_data_it_read()
    {
        using var scratch = new ScratchFolder();
        using var context = new FileRunContext(scratch.Path, TinyText.Spec(scratch.File("tiny.txt", TinyText.Corpus()), "sample.count=2"));

        var result = await TextRuns.RunAsync(context);

        Assert.Equal(
            ["plots/loss.svg", "samples/samples.txt", "weights/model.safetensors", "weights/tokenizer.json"],
            context.Artifacts.Select(artifact => artifact.Path).Order()
        );
        Assert.Equal(["tokenizer.json", "train.bin", "val.bin"], context.Datasets.Select(Path.GetFileName));
        Assert.Contains("---", File.ReadAllText(Path.Combine(context.Folder.Artifacts, "samples/samples.txt")), StringComparison.Ordinal);
        Assert.Equal(
            8,
            Safetensors.Read(Path.Combine(context.Folder.Artifacts, "weights/model.safetensors"))["transformer.wte.weight"].Dimensions[1]
        );
        Assert.Equal(TextRuns.FinalHash(scratch.Path), (string?)result["checkpoint_sha256"]);
        var last = context.Checkpoints[^1];
        Assert.Equal((12, "checkpoints/step-00000012"), (last.Step, last.Path));
        Assert.Equal(CheckpointHash.Of(Path.Combine(context.Folder.Root, last.Path)), last.Sha256);
    }

    [Fact]
    public async Task Newest_and_best_checkpoints_are_kept()
    {
        using var scratch = new ScratchFolder();
        var corpus = scratch.File("tiny.txt", TinyText.Corpus());
        // The rate is so high that the loss soon rises: the best checkpoint is an early one.
        var spec = TinyText.Spec(
            corpus,
            "train.schedule=constant",
            "train.warmup_steps=0",
            "train.learning_rate=0.3",
            "train.steps=40",
            "checkpoint.interval=5",
            "evaluation.interval=10"
        );
        using var context = new FileRunContext(scratch.Path, spec);

        var result = await TextRuns.RunAsync(context);

        var best = (long)result["best_step"]!;
        var expected = new[] { 35, 40, best }.Distinct().Order().Select(step => $"step-{step:D8}");
        Assert.Equal(expected, TextRuns.Folders(scratch.Path));
    }

    [Fact]
    public async Task Diverged_training_ends_with_what_to_change()
    {
        using var scratch = new ScratchFolder();
        var corpus = scratch.File("tiny.txt", TinyText.Corpus());
        var spec = TinyText.Spec(
            corpus,
            "train.learning_rate=10",
            "train.gradient_clip=0",
            "train.steps=300",
            "train.schedule=constant",
            "train.weight_decay=10",
            "evaluation.interval=1000"
        );
        using var context = new FileRunContext(scratch.Path, spec);

        var fault = await Assert.ThrowsAsync<WorkloadException>(() => TextRuns.RunAsync(context));

        Assert.Equal("diverged", fault.Kind);
        Assert.False(fault.Retryable);
        Assert.Contains("train.learning_rate", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Early_stopping_ends_the_training_before_its_steps()
    {
        using var scratch = new ScratchFolder();
        var corpus = scratch.File("tiny.txt", TinyText.Corpus());
        var spec = TinyText.Spec(corpus, "early_stopping.patience=2", "early_stopping.minimum_improvement=100", "evaluation.interval=3");
        using var context = new FileRunContext(scratch.Path, spec);

        var result = await TextRuns.RunAsync(context);

        Assert.Equal(6, (long)result["steps"]!);
        Assert.True((bool)result["stopped_early"]!);
    }

    [Fact]
    public async Task Block_larger_than_the_data_names_key_and_range()
    {
        using var scratch = new ScratchFolder();
        using var context = new FileRunContext(
            scratch.Path,
            TinyText.Spec(scratch.File("tiny.txt", TinyText.Corpus(10)), "model.block_size=64")
        );

        var fault = await Assert.ThrowsAsync<SpecException>(() => TextRuns.RunAsync(context));

        Assert.Contains("model.block_size: expected 1 to ", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--set", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Throwing_callback_is_logged_and_does_not_stop_the_training()
    {
        using var scratch = new ScratchFolder();
        using var context = new FileRunContext(scratch.Path, TinyText.Spec(scratch.File("tiny.txt", TinyText.Corpus())));

        var result = await new TextWorkload([new Thrower()]).RunAsync(context, context.Stop);

        Assert.Equal(12, (long)result["steps"]!);
        Assert.Contains(context.Lines, line => line.Contains("Thrower.OnEvaluation failed at step 4", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Prompt_the_vocabulary_cannot_express_fails_before_training()
    {
        using var scratch = new ScratchFolder();
        using var context = new FileRunContext(scratch.Path, TinyText.Spec(scratch.File("tiny.txt", TinyText.Corpus()), "sample.prompt=É"));

        var fault = await Assert.ThrowsAsync<WorkloadException>(() => TextRuns.RunAsync(context));

        Assert.Contains("U+00C9", fault.Message, StringComparison.Ordinal);
        Assert.Empty(context.Points());
    }

    [Fact]
    public async Task Sampler_streams_the_same_text_for_the_same_seed_and_goes_past_the_block()
    {
        using var scratch = new ScratchFolder();
        using var context = new FileRunContext(scratch.Path, TinyText.Spec(scratch.File("tiny.txt", TinyText.Corpus())));
        await TextRuns.RunAsync(context);
        using var sampler = TextSampler.Load(context.Folder);
        var settings = new SamplingSettings(0.9, 0, 1, 4);

        var one = string.Concat(sampler.Stream("the ", 40, settings));

        Assert.Equal(40, one.Length);
        Assert.Equal(one, string.Concat(sampler.Stream("the ", 40, settings)));
        Assert.NotEqual(one, string.Concat(sampler.Stream("the ", 40, settings, number: 1)));
        Assert.NotEqual(one, string.Concat(sampler.Stream("the ", 40, settings with { Seed = 5 })));
        Assert.Throws<ArgumentException>(() => sampler.Stream("", 1, settings));
    }

    [Fact]
    public async Task Averaged_weights_are_what_evaluation_sampling_and_export_use()
    {
        using var scratch = new ScratchFolder();
        var corpus = scratch.File("tiny.txt", TinyText.Corpus());
        using var context = new FileRunContext(scratch.Path, TinyText.Spec(corpus, "train.ema_decay=0.99", "checkpoint.keep_best=0"));
        await TextRuns.RunAsync(context);
        var checkpoint = Path.Combine(context.Folder.Root, context.Checkpoints[^1].Path);
        var exported = Safetensors.Read(Path.Combine(context.Folder.Artifacts, "weights/model.safetensors"))["transformer.wte.weight"];

        Assert.Equal(
            Safetensors.Read(Path.Combine(checkpoint, "ema.safetensors"))["transformer.wte.weight"].Bytes.ToArray(),
            exported.Bytes.ToArray()
        );
        Assert.NotEqual(
            Safetensors.Read(Path.Combine(checkpoint, "model.safetensors"))["transformer.wte.weight"].Bytes.ToArray(),
            exported.Bytes.ToArray()
        );

        using var plain = new FileRunContext(scratch.Path, TinyText.Spec(corpus, "checkpoint.keep_best=0"), runId: "plain");
        await TextRuns.RunAsync(plain);
        Assert.NotEqual(Loss(plain), Loss(context));

        static double Loss(FileRunContext run) => run.Points().Last(point => point.Name == TextMetrics.ValidationLoss).Value;
    }

    private sealed class Thrower : ITrainingCallback
    {
        public void OnEvaluation(TrainingReport report) => throw new InvalidOperationException("broken listener");
    }
}
