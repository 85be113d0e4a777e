using Pawl.Runs.Model;
using Pawl.Runs.Specs;

namespace Pawl.Web.Tests.Harness;

/// <summary>Specs of text runs that are trained in a second or two.</summary>
internal static class TinyModel
{
    public static string Yaml(Workbench bench)
    {
        var corpus = Path.Combine(bench.DataRoot, "corpus.txt");
        File.WriteAllText(corpus, string.Concat(Enumerable.Repeat("the cat sees the moon. a dog likes two fish.\n", 40)));
        return $"""
            # as small as can be
            workload: text
            data:
              corpus: files
              paths: [{corpus}] # made for this
              tokenizer: char
            model: {"{layers: 1, heads: 2, width: 8, block_size: 8}"}
            train: {"{steps: 6, batch_size: 2}"}
            evaluation: {"{interval: 3, batches: 1}"}
            checkpoint: {"{interval: 3}"}
            sample: {"{tokens: 4}"}

            """;
    }

    public static RunRecord Queue(Workbench bench, string name)
    {
        var (_, spec) = Workbench.Workloads.Resolve(new SpecSource(Yaml(bench), "tiny.yaml"), null, [$"name={name}"], bench.DataRoot);
        return bench.Store.Create(new NewRun("text", name, null, SpecJson.WriteStored(spec), RetryPolicy.Default, null));
    }

    /// <summary>A run that a real worker and host have trained.</summary>
    public static async Task<RunRecord> TrainAsync(Workbench bench, string name = "tiny")
    {
        var run = Queue(bench, name);
        await using var worker = new BenchWorker(bench);
        var ended = await worker.EndAsync(run.Id);
        Assert.True(ended.State == RunState.Succeeded, $"{ended.State}: {ended.Failure?.Message}");
        return ended;
    }
}
