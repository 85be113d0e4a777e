using Pawl.Runs.Json;
using Pawl.Web.Api.Problems;

namespace Pawl.Web.Api;

/// <summary>Runs to cancel.</summary>
/// <param name="Ids">1 to 1000 ids, or unique beginnings of ids.</param>
internal sealed record CancelManyJson(IReadOnlyList<string> Ids);

/// <summary>What became of each wish, in the order of the ids.</summary>
/// <param name="Cancelled">How many runs were asked to stop.</param>
internal sealed record CancelledManyJson(int Cancelled, IReadOnlyList<CancelledJson> Results);

/// <param name="Id">As it was asked for.</param>
/// <param name="Run">The run as it stands, when it was asked to stop.</param>
/// <param name="Problem">Why it was not; null when it was.</param>
internal sealed record CancelledJson(string Id, RunJson? Run, ProblemJson? Problem);
