using System.Collections;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Pawl.Runs.Manifests;

/// <summary>The machine and program a run ran on.</summary>
/// <param name="Processor">Model name, or the architecture where the system does not tell.</param>
/// <param name="Simd">Widest vectors the process uses: <c>avx512</c>, <c>avx2</c>, <c>vector128</c> or <c>none</c>.</param>
/// <param name="MemoryBytes">What the process may use: the machine's, or the container's limit.</param>
/// <param name="Variables">Environment variables that change how programs behave (see <see cref="IsKept"/>), secrets masked.</param>
public sealed record ManifestEnvironment(
    string Pawl,
    string DotNet,
    string OperatingSystem,
    string Processor,
    int Cores,
    string Simd,
    long MemoryBytes,
    string Machine,
    string WorkingFolder,
    IReadOnlyList<string> CommandLine,
    IReadOnlyDictionary<string, string> Variables
)
{
    private static readonly string[] KeptPrefixes = ["PAWL_", "DOTNET_", "CUDA_", "OMP_", "MKL_", "OPENBLAS_", "SLURM_", "OMPI_", "NCCL_"];
    private static readonly string[] KeptNames = ["LANG", "LC_ALL", "TZ", "PYTHONHASHSEED", "VIRTUAL_ENV", "CONDA_PREFIX"];

    /// <param name="commandLine">What the user typed, as far as it is known; texts after options that name a secret are masked.</param>
    public static ManifestEnvironment Current(IReadOnlyList<string> commandLine) =>
        new(
            Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown",
            System.Environment.Version.ToString(),
            RuntimeInformation.OSDescription,
            ProcessorName(),
            System.Environment.ProcessorCount,
            SimdLevel(),
            GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
            System.Environment.MachineName,
            System.Environment.CurrentDirectory,
            Secrets.Masked(commandLine),
            System
                .Environment.GetEnvironmentVariables()
                .Cast<DictionaryEntry>()
                .Select(entry => (Name: (string)entry.Key, Value: (string?)entry.Value ?? ""))
                .Where(entry => IsKept(entry.Name))
                .ToDictionary(entry => entry.Name, entry => Secrets.Masked(entry.Name, entry.Value), StringComparer.Ordinal)
        );

    public static bool IsKept(string name) =>
        KeptNames.Contains(name, StringComparer.Ordinal) || KeptPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal));

    private static string SimdLevel() =>
        Vector512.IsHardwareAccelerated && Avx512F.IsSupported ? "avx512"
        : Avx2.IsSupported ? "avx2"
        : Vector128.IsHardwareAccelerated ? "vector128"
        : "none";

    /// <summary>From a line such as <c>model name      : AMD EPYC 9654 96-Core Processor</c>.</summary>
    private static string ProcessorName()
    {
        try
        {
            var line = File.ReadLines("/proc/cpuinfo").FirstOrDefault(item => item.StartsWith("model name", StringComparison.Ordinal));
            return line is null ? $"{RuntimeInformation.ProcessArchitecture}" : line[(line.IndexOf(':') + 1)..].Trim();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return $"{RuntimeInformation.ProcessArchitecture}";
        }
    }
}
