namespace Pawl.Tensors.Tests.Fallbacks;

/// <summary>Switches of the runtime that take instruction sets away, by what is left.</summary>
internal static class InstructionSets
{
    public const string Default = "all";

    public static IReadOnlyDictionary<string, KeyValuePair<string, string>[]> Environments { get; } =
        new Dictionary<string, KeyValuePair<string, string>[]>
        {
            [Default] = [],
            ["without AVX-512"] = [new("DOTNET_EnableAVX512", "0")],
            ["without AVX2"] = [new("DOTNET_EnableAVX2", "0")],
            ["without any"] = [new("DOTNET_EnableHWIntrinsic", "0")],
        };

    public static TheoryData<string> Fallbacks => [.. Environments.Keys.Where(name => name != Default)];

    public static TheoryData<string> All => [.. Environments.Keys];
}
