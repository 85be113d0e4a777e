using Pawl.Benchmarks.Reporting.Goals;

namespace Pawl.Benchmarks.Reporting;

/// <summary>The works of the report and the goals they are held to, on two cores.</summary>
public static class GoalTable
{
    private const string PyTorch = "PyTorch";
    private const string ChannelsLast = "PyTorch channels-last";
    private const string OpenBlas = "OpenBLAS";
    private const string Plain = "PyTorch without cache";
    private const string Cached = "PyTorch with cache";

    public static IReadOnlyList<BenchmarkWork> Works { get; } =
    [
        Gemm(576),
        Gemm(1024),
        Gpt("cpu", "Training step of nanoGPT's CPU recipe: 4 layers, 4 heads, 128 wide, block 64, batch 12", 4),
        Gpt("baby", "Training step of nanoGPT's baby GPT: 6 layers, 6 heads, 384 wide, block 256, batch 16", 2.5),
        new(
            "sample-1",
            "256 tokens by the baby GPT, one stream, after one token of prompt",
            "bench sample --streams 1 --threads {threads} --seconds {seconds}",
            [
                new(Plain, "sample.py", "plain 256 {threads} 1", HasOwnBlas: true, IsMixedToo: true),
                new(Cached, "sample.py", "cached 256 {threads} 5", HasOwnBlas: true, IsMixedToo: true),
            ],
            [new RatioGoal(Plain, 10), new RatioGoal(Cached, 2), new MemoryGoal(Plain), new MemoryGoal(Cached)]
        ),
        new(
            "sample-16",
            "256 tokens by the baby GPT in each of 16 texts written at once",
            "bench sample --streams 16 --threads {threads} --seconds {seconds}",
            [],
            []
        ),
        Tower("train", "Training step on 256 boards: forward, backward", "train 256 {threads} 5", 1.3),
        Tower("infer-32", "Evaluation of 32 boards at once, normalisation folded into the convolutions", "infer 32 {threads} 20", 1.5),
        Tower("infer-1", "Evaluation of one board", "infer 1 {threads} 200", 3),
    ];

    private static BenchmarkWork Gemm(int size) =>
        new(
            $"gemm-{size}",
            $"Product of two {size} × {size} matrices",
            $"bench gemm --size {size} --threads {{threads}} --seconds {{seconds}}",
            [new(OpenBlas, "gemm.py", $"{size} {{threads}} {{seconds}}", HasOwnBlas: true)],
            [new PeakGoal(90), new RatioGoal(OpenBlas, 1.5, IsPerThreads: true), new SpeedUpGoal(1.7), new MemoryGoal(OpenBlas)]
        );

    private static BenchmarkWork Gpt(string recipe, string title, double factor) =>
        new(
            $"gpt-{recipe}",
            title + ", no dropout; forward, backward, clipping, AdamW",
            $"bench gpt --recipe {recipe} --threads {{threads}} --seconds {{seconds}}",
            [new(PyTorch, "gpt-step.py", $"{recipe} {{threads}} {{seconds}}", HasOwnBlas: true, IsMixedToo: true)],
            [new RatioGoal(PyTorch, factor), new MemoryGoal(PyTorch)]
        );

    private static BenchmarkWork Tower(string name, string title, string arguments, double factor) =>
        new(
            $"tower-{name}",
            title + "; residual tower of 10 blocks of 128 channels on 9 × 9 places",
            $"bench tower --work tower-{name} --threads {{threads}} --seconds {{seconds}}",
            [new(ChannelsLast, "tower.py", arguments, HasOwnBlas: false, IsMixedToo: true)],
            [new RatioGoal(ChannelsLast, factor), new MemoryGoal(ChannelsLast)]
        );
}
