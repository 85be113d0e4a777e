namespace Pawl.Evolutions.Reference;

/// <summary>Reference data that cannot be used, with everything that is wrong with it.</summary>
public sealed class ReferenceException(string source, IReadOnlyList<ReferenceProblem> problems)
    : Exception(
        $"The reference data of {source} has {problems.Count} {(problems.Count == 1 ? "problem" : "problems")}:\n{string.Join('\n', problems.Select(problem => $"  {problem}"))}"
    )
{
    /// <summary>At least one, by file.</summary>
    public IReadOnlyList<ReferenceProblem> Problems { get; } = problems;
}
