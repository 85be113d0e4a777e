namespace Pawl.Runs.Hosting.Protocol;

/// <summary>A frame from worker to host.</summary>
internal abstract record WorkerFrame;

/// <summary>The assignment, answered to a good <c>hello</c>.</summary>
/// <param name="SpecJson">The resolved spec as the database holds it.</param>
/// <param name="Threads">Compute threads, at least 1.</param>
/// <param name="Silence">Longest time without a frame.</param>
internal sealed record StartFrame(string SpecJson, string DataRoot, string RunFolder, int Threads, TimeSpan Silence) : WorkerFrame;

/// <param name="Reason"><c>cancelled</c>, <c>timed_out</c> or <c>shutdown</c>.</param>
/// <param name="Grace">Time until the process tree is killed.</param>
internal sealed record CancelFrame(string Reason, TimeSpan Grace) : WorkerFrame;

internal sealed record FlushedFrame(long Sequence) : WorkerFrame;
