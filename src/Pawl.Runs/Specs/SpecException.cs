namespace Pawl.Runs.Specs;

/// <summary>A spec that cannot run. Holds every problem found, not the first alone.</summary>
public sealed class SpecException(IReadOnlyList<SpecProblem> problems) : Exception(string.Join('\n', problems))
{
    public IReadOnlyList<SpecProblem> Problems { get; } = problems;
}
