using Pawl.Evolutions.Records;

namespace Pawl.Evolutions.Engine;

/// <summary>What became of one service.</summary>
/// <param name="Line">UTF-8 JSON with its line feed; null when it failed.</param>
/// <param name="Failure">Null when it did not fail.</param>
/// <param name="Findings">What was set aside on the way, whether it failed or not.</param>
internal sealed record ServiceOutcome(byte[]? Line, EvolutionException? Failure, IReadOnlyList<QuarantineItem> Findings);
