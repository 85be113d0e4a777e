namespace Pawl.Evolutions.Reverse;

/// <param name="Services">Records written.</param>
/// <param name="Answers">Answers that the cache holds for them now.</param>
public sealed record ReverseCounts(long Services, long Answers);
