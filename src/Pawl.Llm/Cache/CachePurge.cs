namespace Pawl.Llm.Cache;

/// <param name="Removed">Files removed, or with <paramref name="DryRun"/> those that would be.</param>
public sealed record CachePurge(long Removed, long Bytes, bool DryRun);
