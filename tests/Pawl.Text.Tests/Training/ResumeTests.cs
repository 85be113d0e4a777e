using Pawl.Runs.Specs;

namespace Pawl.Text.Tests.Training;

public sealed class ResumeTests
{
    /// <summary>Everything that has state is on: dropout, averaging, accumulation, smoothing, best tracking, early stopping.</summary>
    private static readonly string[] Everything =
    [
        "model.dropout=0.2",
        "train.ema_decay=0.9",
        "train.gradient_accumulation=2",
        "checkpoint.smoothing=0.5",
        "checkpoint.keep_best=2",
        "early_stopping.patience=50",
        "train.warmup_steps=3",
    ];

    [Fact]
    public async Task Final_checkpoint_is_the_same_when_stopped_at_every_report()
    {
        using var scratch = new ScratchFolder();
        var spec = Spec(scratch);
        var (wholeHash, wholeFolders, wholePoints) = await WholeAsync(scratch, spec);

        var root = scratch.Sub("pieces");
        var (_, attempts) = await TextRuns.RunInPiecesAsync(
            root,
            spec,
            context =>
            {
                // Each attempt is let one progress further than the last stop, then asked to stop.
                var seen = 0;
                context.OnReport = report =>
                {
                    if (report.StartsWith("metric", StringComparison.Ordinal) && ++seen >= 3)
                    {
                        context.Cancel();
                    }
                };
            }
        );

        Assert.True(attempts > 5);
        Assert.Equal(wholeHash, TextRuns.FinalHash(root));
        Assert.Equal(wholeFolders, TextRuns.Folders(root));
        AssertEachStepOnce(root, spec, wholePoints);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(9)]
    [InlineData(14)]
    public async Task Final_checkpoint_is_the_same_when_killed_after_any_number_of_reports(int survived)
    {
        using var scratch = new ScratchFolder();
        var spec = Spec(scratch);
        var (wholeHash, wholeFolders, wholePoints) = await WholeAsync(scratch, spec);

        var root = scratch.Sub("pieces");
        var kills = 0;
        var (_, attempts) = await TextRuns.RunInPiecesAsync(
            root,
            spec,
            context =>
            {
                var reports = 0;
                context.OnReport = _ =>
                {
                    // The later attempts live longer, or a death before the first checkpoint would repeat for ever.
                    if (kills < 25 && ++reports > survived + 3 * kills)
                    {
                        kills++;
                        throw new SimulatedDeathException();
                    }
                };
            }
        );

        Assert.True(attempts > 1);
        Assert.Equal(wholeHash, TextRuns.FinalHash(root));
        Assert.Equal(wholeFolders, TextRuns.Folders(root));
        AssertEachStepOnce(root, spec, wholePoints);
    }

    [Fact]
    public async Task Stop_during_an_evaluation_reports_its_step_once()
    {
        using var scratch = new ScratchFolder();
        var spec = Spec(scratch, "evaluation.interval=1", "evaluation.batches=3");
        var (wholeHash, _, wholePoints) = await WholeAsync(scratch, spec);

        var root = scratch.Sub("pieces");
        var attempts = 0;
        await TextRuns.RunInPiecesAsync(
            root,
            spec,
            context =>
            {
                // Progress comes before the step is settled: the evaluation of that very step is what the stop meets.
                attempts++;
                context.OnReport = report =>
                {
                    if (report == "progress" && attempts < 8)
                    {
                        context.Cancel();
                    }
                };
            }
        );

        Assert.Equal(8, attempts);
        Assert.Equal(wholeHash, TextRuns.FinalHash(root));
        AssertEachStepOnce(root, spec, wholePoints);
    }

    [Fact]
    public async Task Finished_training_whose_report_was_lost_ends_the_same_without_training_again()
    {
        using var scratch = new ScratchFolder();
        var spec = Spec(scratch);
        var root = scratch.Sub("whole");
        using var first = new FileRunContext(root, spec);
        var result = await TextRuns.RunAsync(first);
        using var second = new FileRunContext(root, spec, attempt: 2);

        var again = await TextRuns.RunAsync(second);

        Assert.Equal(12, second.Resumed!.Value.Step);
        Assert.Equal((string?)result["checkpoint_sha256"], (string?)again["checkpoint_sha256"]);
        Assert.Equal((double)result["loss_validation_full"]!, (double)again["loss_validation_full"]!);
        Assert.Null(again["tokens_per_second"]);
        Assert.DoesNotContain(second.Points(), point => point.Attempt == 2);
    }

    [Fact]
    public async Task Thread_count_does_not_change_a_bit()
    {
        using var scratch = new ScratchFolder();
        var spec = Spec(scratch);
        foreach (var threads in new[] { 1, 2, 3 })
        {
            using var context = new FileRunContext(scratch.Path, spec, runId: $"t{threads}", threads: threads);
            await TextRuns.RunAsync(context);
        }

        Assert.Equal(TextRuns.FinalHash(scratch.Path, "t1"), TextRuns.FinalHash(scratch.Path, "t2"));
        Assert.Equal(TextRuns.FinalHash(scratch.Path, "t1"), TextRuns.FinalHash(scratch.Path, "t3"));
    }

    [Fact]
    public async Task Damaged_newest_checkpoint_is_told_and_the_one_before_it_taken()
    {
        using var scratch = new ScratchFolder();
        var spec = Spec(scratch, "checkpoint.keep_last=3");
        var (wholeHash, _, _) = await WholeAsync(scratch, spec);
        var weights = Path.Combine(scratch.Sub("whole"), "runs", "run", "checkpoints", "step-00000012", "model.safetensors");
        var bytes = File.ReadAllBytes(weights);
        bytes[^1] ^= 1;
        File.WriteAllBytes(weights, bytes);
        using var context = new FileRunContext(scratch.Sub("whole"), spec, attempt: 2);

        await TextRuns.RunAsync(context);

        Assert.Contains(
            context.Lines,
            line => line.StartsWith("Warning: The checkpoint step-00000012 cannot be used", StringComparison.Ordinal)
        );
        Assert.True(context.Resumed!.Value.Step is > 0 and < 12);
        Assert.Equal(wholeHash, TextRuns.FinalHash(scratch.Sub("whole")));
    }

    private static ResolvedSpec Spec(ScratchFolder scratch, params string[] more) =>
        TinyText.Spec(scratch.File("tiny.txt", TinyText.Corpus()), [.. Everything, .. more]);

    private static async Task<(string Hash, string[] Folders, HashSet<(long, string)> Points)> WholeAsync(
        ScratchFolder scratch,
        ResolvedSpec spec
    )
    {
        var root = scratch.Sub("whole");
        using var context = new FileRunContext(root, spec);
        await TextRuns.RunAsync(context);
        return (TextRuns.FinalHash(root), TextRuns.Folders(root), [.. context.Points().Select(point => (point.Step, point.Name))]);
    }

    private static void AssertEachStepOnce(string root, ResolvedSpec spec, HashSet<(long, string)> expected)
    {
        using var reader = new FileRunContext(root, spec, attempt: 999);
        var reported = reader.Points().Select(point => (point.Step, point.Name)).ToList();
        Assert.Empty(reported.GroupBy(point => point).Where(group => group.Count() > 1).Select(group => group.Key));
        Assert.Equal(expected.Order(), reported.Order());
    }
}
