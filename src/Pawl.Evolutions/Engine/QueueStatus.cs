using Pawl.Llm.Queue;

namespace Pawl.Evolutions.Engine;

/// <summary>The call queue of a running host, as the workbench shows it.</summary>
/// <param name="At">When it was like this; an old time means that the host is gone.</param>
/// <param name="Waiting">What calls wait for, for people; null when they do not.</param>
public sealed record QueueStatus(DateTimeOffset At, CallQueueSnapshot Queue, string? Waiting);
