using Pawl.Tensors.Files;
using Pawl.TestPrograms;

namespace Pawl.Tensors.Tests.Fallbacks;

/// <summary>The same fixed works under every set of instructions: run once, two processes at a time, and shared by the tests.</summary>
public sealed class NumericRuns : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pawl-numerics-").FullName;
    private readonly Dictionary<string, ChildProgram> _runs = [];

    public NumericRuns() =>
        Parallel.ForEach(
            InstructionSets.Environments,
            new ParallelOptions { MaxDegreeOfParallelism = 2 },
            set =>
            {
                var run = ChildProgram.Run(set.Value, "numerics", PathOf(set.Key));
                lock (_runs)
                {
                    _runs.Add(set.Key, run);
                }
            }
        );

    public Safetensors Results(string set)
    {
        var run = _runs[set];
        Assert.True(run.ExitCode == 0, $"{set}: exit code {run.ExitCode}: {run.Errors}");
        return Safetensors.Read(PathOf(set));
    }

    /// <summary>What follows a name in the output. Sample: <c>Avx2 True</c>.</summary>
    public string Feature(string set, string name) =>
        _runs[set].Lines.Single(line => line.StartsWith(name + " ", StringComparison.Ordinal))[(name.Length + 1)..];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string PathOf(string set) => Path.Combine(_folder, set + ".safetensors");
}
