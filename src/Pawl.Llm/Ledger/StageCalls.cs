namespace Pawl.Llm.Ledger;

/// <summary>The calls of one stage of one unit, however often each was tried.</summary>
/// <param name="Answered">By a model.</param>
/// <param name="Cached">Answered from the cache.</param>
/// <param name="Open">Tries on their way.</param>
/// <param name="Failed">Tries that certainly brought nothing.</param>
/// <param name="Unknown">Tries that may have been answered and billed, though no answer arrived.</param>
/// <param name="Retries">Tries beyond the first of each call.</param>
public sealed record StageCalls(string Unit, string Stage, long Answered, long Cached, long Open, long Failed, long Unknown, long Retries);
