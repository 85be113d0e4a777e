using Pawl.Runs.Hosting.Protocol;
using Pawl.Runs.Workloads;

namespace Pawl.Runs.Workers;

/// <summary>Something that happened to an attempt, on its way to the attempt's loop.</summary>
internal abstract record HostInput;

internal sealed record FrameCame(HostFrame Frame) : HostInput;

internal sealed record FrameBroke(ProtocolException Breach) : HostInput;

/// <summary>The connection ended, or will never come.</summary>
internal sealed record FramesEnded : HostInput;

internal sealed record OutputCame(RunLogLevel Level, string Line) : HostInput;

/// <summary>Standard output or standard error ended; comes twice.</summary>
internal sealed record OutputEnded : HostInput;

/// <param name="Code">128 + N after death by signal N.</param>
internal sealed record HostExited(int Code) : HostInput;

/// <param name="Reason">One of <see cref="StopReasons"/>.</param>
/// <param name="AtOnce">Without grace.</param>
internal sealed record StopAsked(string Reason, bool AtOnce) : HostInput;

internal sealed record LeaseGone : HostInput;
