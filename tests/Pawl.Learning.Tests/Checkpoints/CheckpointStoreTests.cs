using Pawl.Learning.Checkpoints;
using Pawl.Learning.Metrics;
using Pawl.Runs.Artifacts;

namespace Pawl.Learning.Tests.Checkpoints;

public sealed class CheckpointStoreTests
{
    [Fact]
    public void Saved_checkpoint_comes_back_whole()
    {
        using var scratch = new ScratchFolder();
        var saved = Drafts.Store(scratch.Path).SaveAndPrune(Drafts.At(7, 1.5));

        var found = Drafts.Store(scratch.Path).TakeLatest()!;

        Assert.Equal((7, 1.5, false), (found.Step, found.Metric!.Value, found.IsInterim));
        Assert.Equal(3.5, (double)found.State["half"]!);
        Assert.Equal("weights of step 7", File.ReadAllText(found.PathOf("model.safetensors")));
        Assert.Equal(saved.Sha256, CheckpointHash.Of(found.Folder));
        Assert.Throws<CheckpointException>(() => found.PathOf("ema.safetensors"));
    }

    [Fact]
    public void Same_content_gives_the_same_bytes_whenever_and_wherever_it_is_written()
    {
        using var scratch = new ScratchFolder();
        var one = Drafts.Store(scratch.Sub("one")).Save(Drafts.At(5, 0.1));
        var two = Drafts.Store(scratch.Sub("two")).Save(Drafts.At(5, 0.1));

        Assert.Equal(one.Sha256, two.Sha256);
    }

    [Fact]
    public void Newest_and_best_stay()
    {
        using var scratch = new ScratchFolder();
        var store = Drafts.Store(scratch.Path, keepLast: 2, keepBest: 2);
        foreach (var (step, metric) in new (long, double?)[] { (1, 3.0), (2, 1.0), (3, 1.0), (4, 0.5), (5, null), (6, 9.0) })
        {
            store.SaveAndPrune(Drafts.At(step, metric));
        }

        // Of the equal steps 2 and 3 the earlier one is the better.
        Assert.Equal(["step-00000002", "step-00000004", "step-00000005", "step-00000006"], Drafts.Names(scratch.Path));
        Assert.Equal(4, CheckpointFolders.Best(scratch.Path, new CheckpointRetention(1, 1, MetricGoal.Lowest))!.Step);
        Assert.Equal(6, CheckpointFolders.Best(scratch.Path, new CheckpointRetention(1, 1, MetricGoal.Highest))!.Step);
    }

    [Fact]
    public void Retention_is_the_same_when_every_checkpoint_is_saved_by_a_new_process()
    {
        using var scratch = new ScratchFolder();
        var random = new Random(3);
        var drafts = Enumerable.Range(1, 30).Select(step => Drafts.At(step, random.Next(3) == 0 ? null : random.Next(8))).ToList();
        var unbroken = Drafts.Store(scratch.Sub("unbroken"), keepLast: 2, keepBest: 3);
        foreach (var draft in drafts)
        {
            unbroken.SaveAndPrune(draft);
            var store = Drafts.Store(scratch.Sub("broken"), keepLast: 2, keepBest: 3);
            store.TakeLatest();
            store.SaveAndPrune(Drafts.At(draft.Step - 1, isInterim: true) with { Step = draft.Step * 100 });
            store.SaveAndPrune(draft);
        }

        Assert.Equal(Drafts.Names(scratch.Sub("unbroken")), Drafts.Names(scratch.Sub("broken")));
        Assert.Equal(
            CheckpointHash.Of(Path.Combine(scratch.Sub("unbroken"), "step-00000030")),
            CheckpointHash.Of(Path.Combine(scratch.Sub("broken"), "step-00000030"))
        );
    }

    [Fact]
    public void Interim_checkpoint_is_found_and_goes_with_the_next_regular_one()
    {
        using var scratch = new ScratchFolder();
        var store = Drafts.Store(scratch.Path, keepLast: 1);
        store.SaveAndPrune(Drafts.At(10));
        store.SaveAndPrune(Drafts.At(13, isInterim: true));
        Assert.Equal(13, Drafts.Store(scratch.Path).TakeLatest()!.Step);

        store.SaveAndPrune(Drafts.At(20));

        Assert.Equal(["step-00000020"], Drafts.Names(scratch.Path));
    }

    [Fact]
    public void Every_truncation_and_flipped_byte_of_every_file_is_seen()
    {
        using var scratch = new ScratchFolder();
        var saved = Drafts.Store(scratch.Path).SaveAndPrune(Drafts.At(4, 2));
        foreach (var file in Directory.GetFiles(saved.Folder))
        {
            var good = File.ReadAllBytes(file);
            for (var i = 0; i < good.Length; i++)
            {
                File.WriteAllBytes(file, good[..i]);
                Assert.Throws<CheckpointException>(() => CheckpointFolders.Open(scratch.Path, 4));

                var flipped = good.ToArray();
                flipped[i] ^= (byte)(1 << (i % 8));
                File.WriteAllBytes(file, flipped);
                Assert.Throws<CheckpointException>(() => CheckpointFolders.Open(scratch.Path, 4));
            }

            File.WriteAllBytes(file, good);
            Assert.Equal(4, CheckpointFolders.Open(scratch.Path, 4).Step);
        }
    }

    [Fact]
    public void Missing_file_stranger_and_renamed_folder_are_seen()
    {
        using var scratch = new ScratchFolder();
        var saved = Drafts.Store(scratch.Path).SaveAndPrune(Drafts.At(4));

        File.WriteAllText(Path.Combine(saved.Folder, "more.txt"), "");
        Assert.Throws<CheckpointException>(() => CheckpointFolders.Open(scratch.Path, 4));
        File.Delete(Path.Combine(saved.Folder, "more.txt"));

        Directory.Move(saved.Folder, Path.Combine(scratch.Path, "step-00000005"));
        Assert.Throws<CheckpointException>(() => CheckpointFolders.Open(scratch.Path, 5));
        Directory.Move(Path.Combine(scratch.Path, "step-00000005"), saved.Folder);

        File.Delete(Path.Combine(saved.Folder, "model.safetensors"));
        Assert.Throws<CheckpointException>(() => CheckpointFolders.Open(scratch.Path, 4));
    }

    [Fact]
    public void Bad_and_foreign_ones_are_told_moved_aside_and_the_next_good_one_taken()
    {
        using var scratch = new ScratchFolder();
        Drafts.Store(scratch.Path).SaveAndPrune(Drafts.At(1));
        Drafts.Store(scratch.Path, identity: "another").Save(Drafts.At(2));
        File.WriteAllText(Path.Combine(Drafts.Store(scratch.Path).Save(Drafts.At(3)).Folder, "state.json"), "{");
        var warnings = new List<string>();

        var found = Drafts.Store(scratch.Path, warn: warnings.Add).TakeLatest()!;

        Assert.Equal(1, found.Step);
        Assert.Equal(2, warnings.Count);
        Assert.Contains("another training", warnings[1], StringComparison.Ordinal);
        Assert.Equal(["rejected-step-00000002", "rejected-step-00000003", "step-00000001"], Drafts.Names(scratch.Path));
    }

    [Fact]
    public void Leftovers_of_a_killed_write_are_removed()
    {
        using var scratch = new ScratchFolder();
        Directory.CreateDirectory(scratch.Sub("step-00000009.tmp-999999999-0a0b0c0d"));

        Assert.Null(Drafts.Store(scratch.Path).TakeLatest());
        Assert.Empty(Drafts.Names(scratch.Path));
    }
}
