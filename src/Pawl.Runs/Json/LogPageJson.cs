namespace Pawl.Runs.Json;

/// <summary>A line of a log with its place: the byte at which it starts and the byte behind it.</summary>
public sealed record LogEntryJson(long Offset, long Next, DateTimeOffset At, int Attempt, string Level, string Line);

/// <summary>Some lines of a log, in order.</summary>
/// <param name="Previous">Earlier lines: ask for those <c>before</c> this; null when there are none.</param>
/// <param name="Next">Later lines: ask for those <c>after</c> this, also when there are none yet.</param>
/// <param name="IsEnd">True when nothing stood behind.</param>
public sealed record LogPageJson(IReadOnlyList<LogEntryJson> Lines, long? Previous, long Next, bool IsEnd);

/// <summary>What a search in a log found.</summary>
/// <param name="Found">Null when no line matches.</param>
/// <param name="Wrapped">True when the search went on from the other end.</param>
/// <param name="Index">Which of the matching lines it is, from 1; null when it lies beyond those counted.</param>
/// <param name="Count">How many lines match, as far as they were counted.</param>
/// <param name="HasMore">True when more match than were counted.</param>
/// <param name="IsComplete">False when the time ran out before the whole log was searched.</param>
public sealed record LogSearchJson(LogEntryJson? Found, bool Wrapped, int? Index, int Count, bool HasMore, bool IsComplete);
