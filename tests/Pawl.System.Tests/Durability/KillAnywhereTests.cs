using System.Text.Json.Nodes;
using Pawl.System.Tests.Cli;

namespace Pawl.System.Tests.Durability;

/// <summary>
/// The promise itself, with the real program: one training whose host, worker, or both are killed with SIGKILL at random moments ends
/// with the same bits as one that nobody touched, tells each metric once, ends once, and verifies clean after every kill.
/// </summary>
public sealed class KillAnywhereTests
{
    private const int Kills = 20;

    /// <summary>Everything that carries state from step to step is on: dropout, accumulation, averaging, smoothing, retention.</summary>
    private const string Spec = """
        workload: text
        name: kill-anywhere
        threads: 1
        retry: { interruptions: 100 }
        data: { corpus: files, paths: [corpus.txt], tokenizer: char }
        model: { layers: 2, heads: 2, width: 48, block_size: 32, dropout: 0.1 }
        train: { steps: 4000, batch_size: 8, gradient_accumulation: 2, ema_decay: 0.99, log_interval: 10, seed: 7 }
        evaluation: { interval: 200, batches: 4 }
        checkpoint: { interval: 50, keep_last: 3, keep_best: 2, smoothing: 0.9 }
        sample: { count: 1, tokens: 40 }
        """;

    [Fact]
    [Trait("speed", "slow")]
    public async Task A_training_killed_at_twenty_random_moments_ends_with_the_bits_of_an_unbroken_one()
    {
        using var unbroken = NewShell();
        (await unbroken.RunAsync("run", "train.yaml", "--plain")).Exits(0);
        var expected = await ShowAsync(unbroken);

        using var broken = NewShell();
        var run = (await broken.RunAsync("run", "train.yaml", "--detach", "--json")).Exits(0).Json["id"]!.GetValue<string>();
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var interrupted = await KillRepeatedlyAsync(broken, run, new Random(seed));
        (await broken.RunAsync("worker", "--drain")).Exits(0);
        var actual = await ShowAsync(broken);

        Assert.True(
            interrupted >= Kills / 2,
            $"Only {interrupted} of {Kills} kills hit a running attempt: the training is too short for the test."
        );
        Assert.Equal("succeeded", actual["run"]!["state"]!.GetValue<string>());
        Assert.Equal(FinalCheckpoint(expected), FinalCheckpoint(actual));
        Assert.Equal(await MetricsAsync(unbroken), await MetricsAsync(broken));
        Assert.Single(await EventsAsync(broken, "run.ended"));
        (await broken.RunAsync("verify", "last")).Exits(0);
    }

    /// <returns>How many kills hit a running attempt.</returns>
    private static async Task<int> KillRepeatedlyAsync(PawlShell shell, string run, Random random)
    {
        await RunningHost.KillRepeatedlyAsync(shell, run, Kills, random, async () => (await shell.RunAsync("verify", run)).Exits(0));
        var ended = await EventsAsync(shell, "attempt.ended");
        return ended.Count(text => text.Contains("interrupted", StringComparison.Ordinal));
    }

    private static PawlShell NewShell()
    {
        var shell = new PawlShell();
        shell.Write("train.yaml", Spec);
        shell.Write(
            "corpus.txt",
            string.Concat(
                Enumerable
                    .Range(0, 4000)
                    .Select(line => $"line {line} holds {line * 7919 % 1000} grains of {(line % 3 == 0 ? "rice" : "sand")}\n")
            )
        );
        return shell;
    }

    private static async Task<JsonNode> ShowAsync(PawlShell shell) =>
        (await shell.RunAsync("runs", "show", "last", "--json")).Exits(0).Json;

    private static (long Step, string Sha256) FinalCheckpoint(JsonNode details)
    {
        var last = details["checkpoints"]!.AsArray()[^1]!;
        return (last["step"]!.GetValue<long>(), last["sha256"]!.GetValue<string>());
    }

    /// <summary>Every metric that does not measure time, as text; the raw journal, so that one told twice shows.</summary>
    private static async Task<List<string>> MetricsAsync(PawlShell shell)
    {
        var lines = (await shell.RunAsync("runs", "metrics", "last", "--json")).Exits(0).JsonLines.ToList();
        var told = lines.Select(line => (Step: line["step"]!.GetValue<long>(), Name: line["name"]!.GetValue<string>())).ToList();
        Assert.Equal(told.Count, told.Distinct().Count());
        return lines
            .Where(line => !line["name"]!.GetValue<string>().Contains("second", StringComparison.Ordinal))
            .Select(line => $"{line["step"]} {line["name"]} {line["value"]!.GetValue<double>():R}")
            .Order(StringComparer.Ordinal)
            .ToList();
    }

    private static async Task<List<string>> EventsAsync(PawlShell shell, string type) =>
        (await shell.RunAsync("events", "last", "--json"))
            .Exits(0)
            .JsonLines.Where(line => line["type"]!.GetValue<string>() == type)
            .Select(line => line.ToJsonString())
            .ToList();
}
