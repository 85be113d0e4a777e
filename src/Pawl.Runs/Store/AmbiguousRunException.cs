namespace Pawl.Runs.Store;

/// <summary>A prefix that several runs share.</summary>
/// <param name="candidates">Ids that start with it, newest first; at most ten.</param>
public sealed class AmbiguousRunException(string prefix, IReadOnlyList<string> candidates)
    : Exception($"'{prefix}' is the start of several run ids; type more of one: {string.Join(", ", candidates)}")
{
    public string Prefix { get; } = prefix;

    public IReadOnlyList<string> Candidates { get; } = candidates;
}
