using Pawl.Runs.Json;

namespace Pawl.Web.Api;

/// <summary>One page of a list of runs.</summary>
/// <param name="Total">How many runs match, on all pages.</param>
/// <param name="Next">Address of the next page; null on the last.</param>
internal sealed record RunListJson(IReadOnlyList<RunJson> Runs, int Total, int Limit, int Offset, string? Next);
