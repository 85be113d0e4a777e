namespace Pawl.Llm.Desk;

/// <summary>What a desk did since it was set up.</summary>
/// <param name="FromLedger">Calls this run had answered before it was restarted.</param>
/// <param name="FromCache">Calls earlier runs had answered.</param>
/// <param name="FromModel">Calls a model answered.</param>
/// <param name="Rejected">Answers that could not be read, asked again or not.</param>
public sealed record DeskCounts(long FromLedger, long FromCache, long FromModel, long Rejected);
