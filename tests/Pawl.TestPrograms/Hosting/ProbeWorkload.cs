using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Pawl.Runs.Artifacts;
using Pawl.Runs.Specs;
using Pawl.Runs.Workloads;

namespace Pawl.TestPrograms.Hosting;

/// <summary>
/// Workload <c>probe</c>: does what its key <c>mode</c> says, so that a test can see what becomes of it. Its training keeps its state in
/// <c>checkpoints/step-N/state</c>, written last.
/// </summary>
internal sealed class ProbeWorkload : IWorkload
{
    public string Name => "probe";

    public SpecSchema Schema { get; } =
        new(
            "probe",
            [
                new SpecKey("mode", SpecKind.Text, "succeed", "What to do; see Run."),
                new SpecKey("steps", SpecKind.Integer, 10L, "Steps of a training."),
                new SpecKey("pause", SpecKind.Duration, TimeSpan.FromMilliseconds(5), "Time of one step."),
                new SpecKey("good_from", SpecKind.Integer, 1L, "First attempt that does not fail (mode flaky)."),
            ]
        );

    public IReadOnlyList<SpecProfile> Profiles => [];

    public IEnumerable<SpecProblem> Check(ResolvedSpec spec) => [];

    public async Task<JsonObject> RunAsync(IRunContext context, CancellationToken stop)
    {
        var mode = context.Spec.Text("mode");
        switch (mode)
        {
            case "succeed":
                return Succeed(context);
            case "flaky":
                return context.Attempt >= context.Spec.Integer("good_from")
                    ? Succeed(context)
                    : throw new WorkloadException("flaky", retryable: true, $"attempt {context.Attempt} is not good yet");
            case "fail":
                throw new WorkloadException("data", retryable: false, "the data is wrong");
            case "throw":
                throw new InvalidOperationException("a bug");
            case "disk_full":
                throw new IOException("No space left on device", 28);
            case "huge_result":
                return new JsonObject { ["text"] = new string('x', 2 << 20) };
            case "train":
                return await TrainAsync(context, stop);
            case "wait":
                context.Log(RunLogLevel.Info, "waiting");
                await Task.Delay(Timeout.Infinite, stop);
                return [];
            case "stubborn":
                context.Log(RunLogLevel.Info, "waiting");
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
                return [];
            case "late_result":
                context.Log(RunLogLevel.Info, "waiting");
                await Task.Delay(Timeout.Infinite, stop).ContinueWith(_ => { }, TaskScheduler.Default);
                return new JsonObject { ["finished"] = "all the same" };
            case "family":
                StartFamily();
                context.Log(RunLogLevel.Info, "waiting");
                await Task.Delay(Timeout.Infinite, CancellationToken.None);
                return [];
            case "orphan":
                StartFamily();
                return Succeed(context);
            case "burst":
                for (var line = 1; line <= 120; line++)
                {
                    context.Log(RunLogLevel.Info, line > 100 ? "same" : $"line {line}");
                }

                return [];
            case "one_line":
                context.Log(RunLogLevel.Info, "the only line");
                await Task.Delay(Timeout.Infinite, stop);
                return [];
            case "print":
                Console.Out.WriteLine("to output");
                Console.Error.WriteLine("to error output");
                Console.Out.Write("no line end");
                return [];
            default:
                throw new WorkloadException("mode", retryable: false, $"no mode '{mode}'");
        }
    }

    private static JsonObject Succeed(IRunContext context)
    {
        context.Progress(0.5, "half way");
        context.Metric(1, "loss", 2.5);
        context.Metric(1, "accuracy", 0.25);
        context.Log(RunLogLevel.Info, "two\nlines");
        Directory.CreateDirectory(context.Folder.Artifacts);
        File.WriteAllText(Path.Combine(context.Folder.Artifacts, "table.csv"), "a,b\n1,2\n");
        context.ArtifactSaved("table.csv", "table");
        var dataset = Path.Combine(context.DataRoot, "data", "train.bin");
        Directory.CreateDirectory(Path.GetDirectoryName(dataset)!);
        File.WriteAllText(dataset, "twelve bytes");
        context.DatasetUsed("data/train.bin", FileHash.Sha256(dataset), 12);
        return new JsonObject { ["threads"] = context.Threads, ["attempt"] = context.Attempt };
    }

    // Flush, then commit, then report: a metric at or before a checkpoint is on disk before the checkpoint exists.
    private static async Task<JsonObject> TrainAsync(IRunContext context, CancellationToken stop)
    {
        var steps = context.Spec.Integer("steps");
        var start = Latest(context.Folder.Checkpoints);
        await context.ResumedAsync(start, start == 0 ? null : new string('a', 64), stop);
        for (var step = start + 1; step <= steps; step++)
        {
            await Task.Delay(context.Spec.Duration("pause"), context.Time, CancellationToken.None);
            context.Metric(step, "loss", 1.0 / step);
            context.Log(RunLogLevel.Info, $"step {step}");
            context.Progress((double)step / steps);
            if (step % 5 == 0 || step == steps || stop.IsCancellationRequested)
            {
                await context.FlushAsync(CancellationToken.None);
                Save(context, step);
            }

            stop.ThrowIfCancellationRequested();
        }

        return new JsonObject { ["steps"] = steps };
    }

    private static void Save(IRunContext context, long step)
    {
        var relative = string.Create(CultureInfo.InvariantCulture, $"checkpoints/step-{step:D8}");
        Pawl.Runs.Durability.AtomicFile.WriteText(Path.Combine(context.Folder.Root, relative, "state"), $"{step}");
        context.CheckpointSaved(step, relative, Pawl.Runs.Artifacts.CheckpointHash.Of(Path.Combine(context.Folder.Root, relative)));
    }

    private static long Latest(string checkpoints) =>
        Directory.Exists(checkpoints)
            ? Directory
                .EnumerateFiles(checkpoints, "state", SearchOption.AllDirectories)
                .Select(path => long.Parse(File.ReadAllText(path), CultureInfo.InvariantCulture))
                .DefaultIfEmpty(0)
                .Max()
            : 0;

    // A child, a grandchild in a session of its own whose parent is gone, and all of them deaf to SIGTERM.
    private static void StartFamily()
    {
        const string Deaf = "trap '' TERM; while true; do sleep 1; done";
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add($"(setsid /bin/sh -c \"{Deaf}\" &) ; {Deaf}");
        Process.Start(start)!.Dispose();
    }
}
