using Pawl.Runs.Durability;

namespace Pawl.Runs.Logs;

/// <summary>A line of a log and where it stands.</summary>
/// <param name="Offset">Byte at which it starts: its name in this log for ever, since logs only grow.</param>
/// <param name="End">Byte behind it: the place to read on from.</param>
public sealed record LogEntry(long Offset, long End, LogLine Line);
