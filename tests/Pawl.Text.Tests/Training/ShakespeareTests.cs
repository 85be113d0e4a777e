using Pawl.Runs.Specs;

namespace Pawl.Text.Tests.Training;

/// <summary>nanoGPT's published result for its CPU recipe, over the whole validation split.</summary>
public sealed class ShakespeareTests
{
    private static readonly string Corpus = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data", "tinyshakespeare.txt"));

    [Theory]
    [Trait("speed", "slow")]
    [InlineData(1337)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Cpu_recipe_reaches_the_published_loss(int seed)
    {
        Assert.SkipUnless(File.Exists(Corpus), $"{Corpus} is absent: put the 1,115,394 characters of tinyshakespeare there.");
        using var scratch = new ScratchFolder();
        var example = SpecSource.Load(Path.Combine(Repository.Root, "examples", "shakespeare-cpu.yaml"));
        var spec = SpecResolver.Resolve(new TextWorkload(), example, null, [$"data.paths=[\"{Corpus}\"]", $"train.seed={seed}"], null);
        using var context = new FileRunContext(scratch.Path, spec, threads: Environment.ProcessorCount);

        var result = await TextRuns.RunAsync(context);

        TestContext.Current.TestOutputHelper!.WriteLine(result.ToJsonString());
        TestContext.Current.TestOutputHelper!.WriteLine(File.ReadAllText(Path.Combine(context.Folder.Artifacts, "samples/samples.txt")));
        Assert.Equal(795_904 + 64 * 128, (long)result["parameters"]!);
        Assert.True((double)result["loss_validation_full"]! <= 1.92, $"{result["loss_validation_full"]}");
    }
}
