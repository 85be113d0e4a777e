namespace Pawl.System.Tests.Cli;

[Trait("speed", "slow")]
public sealed class TextTests : IDisposable
{
    private const string Spec = """
        workload: text
        name: tiny
        data:
          corpus: files
          paths: [corpus.txt]
          tokenizer: char
        model: {layers: 1, heads: 2, width: 16, block_size: 16}
        train: {steps: 30, batch_size: 4}
        evaluation: {interval: 10, batches: 2}
        checkpoint: {interval: 10}
        sample: {tokens: 20}
        """;

    private readonly PawlShell _pawl = new();

    public TextTests()
    {
        _pawl.Write("corpus.txt", string.Concat(Enumerable.Range(0, 300).Select(i => $"the pawl holds the wheel at tooth {i}\n")));
        _pawl.Write("tiny.yaml", Spec);
    }

    public void Dispose() => _pawl.Dispose();

    [Fact]
    public async Task A_training_leaves_a_model_that_writes()
    {
        var prepared = (await _pawl.RunAsync("text", "prepare", "tiny.yaml", "--json")).Exits(0).Json;
        Assert.False((bool)prepared["up_to_date"]!);
        Assert.True((bool)(await _pawl.RunAsync("text", "prepare", "tiny.yaml", "--json")).Exits(0).Json["up_to_date"]!);

        var trained = (await _pawl.RunAsync("text", "train", "tiny.yaml")).Exits(0);

        Assert.Contains("loss train", trained.Error);
        var id = trained.Out.Trim();
        var shown = (await _pawl.RunAsync("runs", "show", id, "--json")).Exits(0).Json;
        Assert.Contains(shown["artifacts"]!.AsArray(), file => ((string)file!["path"]!).EndsWith("plots/loss.svg"));
        Assert.NotEmpty(shown["checkpoints"]!.AsArray());
        (await _pawl.RunAsync("verify", id)).Exits(0);

        var first = (await _pawl.RunAsync("text", "sample", id, "--prompt", "the ", "--tokens", "25", "--seed", "7")).Exits(0);
        var again = (await _pawl.RunAsync("text", "sample", id, "--prompt", "the ", "--tokens", "25", "--seed", "7")).Exits(0);
        Assert.StartsWith("the ", first.Out);
        Assert.Equal("the ".Length + 25 + 1, first.Out.Length);
        Assert.Equal(first.Out, again.Out);

        var two = (await _pawl.RunAsync("text", "sample", id, "--count", "2", "--checkpoint", "latest", "--json"))
            .Exits(0)
            .JsonLines.ToList();
        Assert.Equal(2, two.Count);
        Assert.Equal(30, (int)two[0]["checkpoint_step"]!);
        Assert.NotEqual((string)two[0]["text"]!, (string)two[1]["text"]!);

        await Several_prompts_are_sampled_side_by_side(id);
    }

    private async Task Several_prompts_are_sampled_side_by_side(string id)
    {
        _pawl.Write("prompts.txt", "the wheel\n\na tooth\\nthe pawl\n");
        string[] options = ["--tokens", "25", "--seed", "7"];
        string[] prompts = ["--prompt", "the ", "--prompts", "prompts.txt", "--samples", "2"];

        var lines = await _pawl.RunAsync(["text", "sample", id, .. prompts, .. options, "--threads", "2", "--json"]);

        var samples = lines.Exits(0).JsonLines.ToList();
        Assert.Contains("6 samples, 150 tokens in ", lines.Error);
        Assert.Equal(
            ["the ", "the ", "the wheel", "the wheel", "a tooth\nthe pawl", "a tooth\nthe pawl"],
            samples.Select(s => (string)s["prompt"]!)
        );
        Assert.Equal([0, 0, 1, 1, 2, 2], samples.Select(s => (int)s["prompt_number"]!));
        Assert.Equal([0, 1, 0, 1, 0, 1], samples.Select(s => (int)s["number"]!));
        Assert.All(samples, sample => Assert.Equal((25, 25), ((int)sample["tokens"]!, ((string)sample["text"]!).Length)));
        var alone = (await _pawl.RunAsync(["text", "sample", id, "--prompt", "the wheel", .. options, "--threads", "1"])).Exits(0);
        Assert.Equal($"the wheel{samples[2]["text"]}\n", alone.Out);

        var blocks = (await _pawl.RunAsync(["text", "sample", id, .. prompts, .. options])).Exits(0).Out;
        Assert.StartsWith(
            $"=== prompt 1 of 3, sample 1 of 2 ===\nthe {samples[0]["text"]}\n\n=== prompt 1 of 3, sample 2 of 2 ===\n",
            blocks
        );
    }

    [Fact]
    public async Task What_cannot_be_sampled_says_why()
    {
        var id = (await _pawl.RunAsync("text", "train", "tiny.yaml", "--set", "sample.count=0")).Exits(0).Out.Trim();

        var step = (await _pawl.RunAsync("text", "sample", id, "--checkpoint", "999")).Exits(3);
        Assert.Contains("30", step.Error);
        Assert.Contains("Ж", (await _pawl.RunAsync("text", "sample", id, "--prompt", "Ж")).Exits(2).Error);
        (await _pawl.RunAsync("text", "sample", id, "--prompt", "FILE:none.txt")).Exits(3);
        (await _pawl.RunAsync("text", "sample", id, "--prompt", "")).Exits(2);
        (await _pawl.RunAsync("text", "sample", id, "--top-p", "0")).Exits(2);
        (await _pawl.RunAsync("text", "sample", id, "--threads", "0")).Exits(2);
        (await _pawl.RunAsync("text", "sample", id, "--prompts", "none.txt")).Exits(3);
        _pawl.Write("prompts.txt", "the\nthe Ж\n");
        Assert.Contains("prompts.txt, line 2", (await _pawl.RunAsync("text", "sample", id, "--prompts", "prompts.txt")).Exits(2).Error);
        _pawl.Write("prompts.txt", "the\\x\n");
        Assert.Contains("prompts.txt, line 1", (await _pawl.RunAsync("text", "sample", id, "--prompts", "prompts.txt")).Exits(2).Error);
        _pawl.Write("prompts.txt", "\n\n");
        (await _pawl.RunAsync("text", "sample", id, "--prompts", "prompts.txt")).Exits(2);
        (await _pawl.RunAsync("text", "sample", id, "--checkpoint", "newest")).Exits(2);
    }

    [Fact]
    public async Task The_loop_prepares_trains_and_writes()
    {
        var looped = (await _pawl.RunAsync("text", "loop", "tiny.yaml", "--prompt", "the pawl ", "--tokens", "10")).Exits(0);

        Assert.StartsWith("the pawl ", looped.Out);
        Assert.Contains("Prepared", looped.Error);
    }

    [Fact]
    public async Task A_stopped_training_goes_on_from_its_checkpoint()
    {
        await using var process = _pawl.Start("text", "train", "tiny.yaml", "--set", "train.steps=100000", "--set", "sample.count=0");
        var id = await process.FirstLineAsync();
        await process.UntilErrorAsync("step 20");
        await process.SignalAsync("INT");
        Assert.Contains("checkpoint is at step", (await process.EndAsync()).Exits(130).Error);

        await using var resumed = _pawl.Start("resume", id);
        await resumed.UntilErrorAsync("Going on from the checkpoint");
        await resumed.SignalAsync("INT");

        (await resumed.EndAsync()).Exits(130);
        (await _pawl.RunAsync("verify", id)).Exits(0);
    }

    [Fact]
    public async Task Specs_that_cannot_train_are_refused_with_the_accepted_range()
    {
        _pawl.Write("wrong.yaml", "workload: text\nmodel:\n  heads: 3\n  width: 16\n  layers: many\n");

        var run = (await _pawl.RunAsync("text", "train", "wrong.yaml")).Exits(2);

        Assert.Contains("wrong.yaml:5", run.Error);
        Assert.Contains("model.layers", run.Error);
        Assert.Contains("1000", run.Error);
        _pawl.Write("other.yaml", "workload: command\ncommand: {argv: [ls]}\n");
        Assert.Contains("pawl run", (await _pawl.RunAsync("text", "train", "other.yaml")).Exits(2).Error);
    }
}
