using Pawl.Runs.Artifacts;
using Pawl.Runs.Workloads;

namespace Pawl.Runs.Hosting.Protocol;

/// <summary>A frame from host to worker, its fields already checked.</summary>
internal abstract record HostFrame;

/// <param name="Token">The secret the worker gave this host through its environment.</param>
internal sealed record HelloFrame(int Protocol, string Run, int Attempt, int ProcessId, string Token) : HostFrame;

/// <param name="Fraction">0..1: finite values outside are clamped while reading.</param>
internal sealed record ProgressFrame(double Fraction, string? Message) : HostFrame;

internal sealed record LogFrame(RunLogLevel Level, IReadOnlyList<string> Lines) : HostFrame;

/// <param name="Step">At least 0.</param>
internal sealed record MetricFrame(long Step, IReadOnlyList<KeyValuePair<string, double>> Values) : HostFrame;

/// <param name="Path">Inside the run folder, forward slashes; null where the attempt starts from nothing.</param>
internal sealed record CheckpointFrame(CheckpointAction Action, long Step, string? Path, string? Sha256) : HostFrame;

internal enum CheckpointAction
{
    Saved,
    Restored,
}

/// <param name="Path">Inside the folder of the scope, forward slashes.</param>
internal sealed record ArtifactFrame(string Path, string Sha256, long Bytes, string MediaType, string Kind, ArtifactScope Scope)
    : HostFrame;

internal sealed record StepFrame(string Name, string State, string? Message) : HostFrame;

internal sealed record WaitingFrame(string Reason) : HostFrame;

internal sealed record FlushFrame(long Sequence) : HostFrame;

/// <summary>One of the two frames that end a conversation.</summary>
internal abstract record TerminalFrame : HostFrame;

/// <param name="ValueJson">A JSON object: the workload's summary.</param>
internal sealed record ResultFrame(string ValueJson) : TerminalFrame;

internal sealed record ErrorFrame(string Kind, bool Retryable, string Message, string? Stack) : TerminalFrame;
