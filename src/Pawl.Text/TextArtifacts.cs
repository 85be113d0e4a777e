using System.Text;
using Pawl.Learning.Plots;
using Pawl.Runs.Durability;
using Pawl.Runs.Specs;
using Pawl.Runs.Workloads;
using Pawl.Text.Sampling;
using Pawl.Text.Tokenizers;

namespace Pawl.Text;

/// <summary>
/// What a finished run leaves for people: <c>plots/loss.svg</c>, <c>samples/samples.txt</c>, <c>weights/</c>. Written at the end alone, from
/// metrics and checkpoints, so that an attempt that dies here leaves the next one to write the same bytes again.
/// </summary>
internal static class TextArtifacts
{
    public static async Task WriteAsync(IRunContext context, CancellationToken stop)
    {
        await context.FlushAsync(stop);
        Save(context, "plots/loss.svg", "plot", Encoding.UTF8.GetBytes(LossChart(context).ToSvg()));
        using var sampler = TextSampler.Load(context.Folder, threads: context.Threads);
        Save(context, "weights/model.safetensors", "weights", sampler.WeightsFile());
        Save(context, $"weights/{TokenizerFile.FileName}", "file", TokenizerFile.ToBytes(sampler.Tokenizer));
        if (context.Spec.Integer("sample.count") > 0)
        {
            Save(context, "samples/samples.txt", "sample", Encoding.UTF8.GetBytes(Samples(context.Spec, sampler, stop)));
        }
    }

    public static SamplingSettings SamplingOf(ResolvedSpec spec) =>
        new(
            spec.Number("sample.temperature"),
            (int)spec.Integer("sample.top_k"),
            spec.Number("sample.top_p"),
            (ulong)spec.Integer("sample.seed")
        );

    private static string Samples(ResolvedSpec spec, TextSampler sampler, CancellationToken stop)
    {
        var prompt = TextSampler.PromptText(spec.Text("sample.prompt"));
        var text = new StringBuilder();
        for (var number = 0; number < spec.Integer("sample.count"); number++)
        {
            text.Append(number == 0 ? "" : "\n\n---\n\n").Append(prompt);
            foreach (var piece in sampler.Stream(prompt, (int)spec.Integer("sample.tokens"), SamplingOf(spec), number))
            {
                stop.ThrowIfCancellationRequested();
                text.Append(piece);
            }
        }

        return text.Append('\n').ToString();
    }

    private static LineChart LossChart(IRunContext context)
    {
        var points = File.Exists(context.Folder.Metrics)
            ? MetricJournal.Read(context.Folder.Metrics).Select(read => read.Point).ToLookup(point => point.Name)
            : Enumerable.Empty<MetricPoint>().ToLookup(point => point.Name);
        ChartSeries Series(string name, string metric) =>
            new(name, [.. points[metric].OrderBy(point => point.Step).Select(point => ((double)point.Step, point.Value))]);
        return new LineChart
        {
            Title = context.Spec.Name is { } name ? $"Loss of {name}" : "Loss",
            XLabel = "step",
            YLabel = "nats per token",
            Series =
            [
                Series("batch", TextMetrics.BatchLoss) with
                {
                    IsFaint = true,
                },
                Series("train", TextMetrics.TrainLoss),
                Series("validation", TextMetrics.ValidationLoss),
            ],
        };
    }

    private static void Save(IRunContext context, string relativePath, string kind, byte[] content)
    {
        AtomicFile.WriteBytes(Path.Combine(context.Folder.Artifacts, relativePath), content);
        context.ArtifactSaved(relativePath, kind);
    }
}
