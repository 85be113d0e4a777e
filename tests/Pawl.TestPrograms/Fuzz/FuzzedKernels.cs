using Pawl.TestPrograms.Fuzz.Kernels;

namespace Pawl.TestPrograms.Fuzz;

/// <summary>Every kernel there is. A new kernel gets its line here together with its first file.</summary>
internal static class FuzzedKernels
{
    public static IReadOnlyList<IFuzzedKernel> All { get; } =
    [
        new GemmFuzz(),
        new PackedProductFuzz(),
        new LinearFuzz(),
        new AttentionFuzz(),
        new CachedAttentionFuzz(),
        new NormalizationFuzz(),
        new ActivationFuzz(),
        new DropoutFuzz(),
        new CrossEntropyFuzz(),
        new LookupFuzz(),
        new ElementwiseFuzz(),
        new OptimizerFuzz(),
        new ConvolutionFuzz(),
        new BatchNormFuzz(),
        new RectifierFuzz(),
        new ChannelsFuzz(),
        new LanesFuzz(),
        new PackingFuzz(),
        new SafetensorsFuzz(),
        new TapeFuzz(),
    ];

    /// <summary>All, or the one of that name; the wrong one only by its name.</summary>
    public static IFuzzedKernel[] Named(string? name) =>
        name is null ? [.. All] : [.. All.Append(new TrespassFuzz()).Where(kernel => kernel.Name == name)];
}
