namespace Pawl.Web.Views.Compare;

/// <summary>A key of the specs that not all runs have alike.</summary>
/// <param name="Values">One for each run, texts plain and all else as JSON; null when its spec has no such key.</param>
internal sealed record SpecDifference(string Key, IReadOnlyList<string?> Values);
