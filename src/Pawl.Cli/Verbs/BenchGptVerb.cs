using System.CommandLine;
using Pawl.Benchmarks.Gpt;
using Pawl.Cli.Benchmarks;
using Pawl.Cli.CommandLine;
using Pawl.Cli.Faults;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl bench gpt</c>: a training step of a small GPT.</summary>
internal static class BenchGptVerb
{
    private const double DefaultSeconds = 10;

    public static Verb Create()
    {
        var (threads, seconds) = (BenchOptions.Threads(BenchOptions.All), BenchOptions.Seconds(DefaultSeconds));
        var recipes = new Option<string[]>("--recipe")
        {
            Description = "cpu: 4 layers, 128 wide, block 64, batch 12; baby: 6 layers, 384 wide, block 256, batch 16",
            HelpName = "NAME",
            DefaultValueFactory = _ => [.. GptRecipe.All.Select(recipe => recipe.Name)],
        };
        recipes.AcceptOnlyFromAmong([.. GptRecipe.All.Select(recipe => recipe.Name)]);
        var verb = new Verb("gpt", "Whole training steps of nanoGPT's small recipes: time, tokens/s, memory, and a loss to compare bits by")
        {
            Examples =
            [
                ("pawl bench gpt", "Both recipes on all cores, each in a process of its own"),
                ("pawl bench gpt --recipe cpu --threads 1,2", "One recipe on one core and on two; the losses must be equal"),
            ],
        };
        verb.Add(recipes);
        verb.Add(threads);
        verb.Add(seconds);
        verb.Add(SharedOptions.Json);
        return verb.Does(
            async (invocation, cancellation) =>
            {
                var chosen = GptRecipe.All.Where(recipe => invocation.Value(recipes).Contains(recipe.Name)).ToList();
                var configurations = chosen.SelectMany(recipe => invocation.Value(threads).Select(count => (recipe, count))).ToList();
                var share = invocation.Value(seconds) / configurations.Count;
                var measurements = configurations is [var (recipe, threadCount)]
                    ? AsyncEnumerable.Repeat(GptStepBenchmark.Run(recipe, threadCount, share, cancellation), 1)
                    : BenchChildren.RunAsync(
                        configurations.Select(pair =>
                            (string[])["gpt", "--recipe", pair.recipe.Name, "--threads", $"{pair.count}", "--seconds", $"{share}"]
                        ),
                        cancellation
                    );
                await BenchOutput.WriteAsync(invocation, measurements);
                return ExitCode.Ok;
            }
        );
    }
}
