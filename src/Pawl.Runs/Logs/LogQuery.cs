using Pawl.Runs.Workloads;

namespace Pawl.Runs.Logs;

/// <summary>Which lines of a log are wanted. Conditions are joined by "and"; the empty query means every line.</summary>
public sealed record LogQuery
{
    public static LogQuery All { get; } = new();

    /// <value>Lines that contain this; null or empty does not ask for any text.</value>
    public string? Text { get; init; }

    /// <value>False by default: case is ignored, letter by letter, the same in every language.</value>
    public bool MatchCase { get; init; }

    /// <value>True when <see cref="Text"/> is a regular expression (.NET syntax, without backreferences and lookarounds).</value>
    public bool IsExpression { get; init; }

    /// <value>Lines of one of these levels; null or empty takes all.</value>
    public IReadOnlySet<RunLogLevel>? Levels { get; init; }

    /// <value>Lines of this attempt alone.</value>
    public int? Attempt { get; init; }

    /// <value>True when there is a condition.</value>
    public bool IsNarrow => !string.IsNullOrEmpty(Text) || Levels is { Count: > 0 } || Attempt is not null;
}
