namespace Pawl.Llm.Calls;

/// <summary>The place of a call in its run: the same after a restart, whatever ran before it.</summary>
/// <param name="Unit">What the call is made for, such as a service's id; costs are summed by it.</param>
/// <param name="Stage">The step of the work, such as <c>features/2</c>; costs are summed by it.</param>
/// <param name="Ordinal">0 for the question itself, 1 for asking again after an answer that could not be read.</param>
public sealed record CallSlot(string Unit, string Stage, int Ordinal = 0);
