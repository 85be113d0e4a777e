namespace Pawl.Shogi.Engines;

/// <summary>How long to wait for an engine where no clock says it. All are above zero.</summary>
public sealed record EngineTimeouts
{
    public static EngineTimeouts Default { get; } = new();

    /// <value>From the start of the program to the end of its introduction: 10 s, though the machine may be busy.</value>
    public TimeSpan Start { get; init; } = TimeSpan.FromSeconds(10);

    /// <value>To get ready: 60 s, since engines read evaluation files of hundreds of megabytes then.</value>
    public TimeSpan Ready { get; init; } = TimeSpan.FromSeconds(60);

    /// <value>To answer <c>stop</c> with a move: 2 s.</value>
    public TimeSpan Stop { get; init; } = TimeSpan.FromSeconds(2);

    /// <value>To end after <c>quit</c>, before it is killed: 1 s.</value>
    public TimeSpan Quit { get; init; } = TimeSpan.FromSeconds(1);

    /// <value>To think about a move without a clock: 10 minutes, after which a person would call it hung.</value>
    public TimeSpan Think { get; init; } = TimeSpan.FromMinutes(10);
}
