namespace Pawl.Shogi.Engines;

/// <summary>What bounds the thinking about one move: the clocks of both players, or a time, nodes or depth for this move alone, or several of them.</summary>
public sealed record ThinkingLimits
{
    /// <value>What Black's clock shows, or null when the game is played without clocks.</value>
    public TimeSpan? BlackTime { get; init; }

    /// <inheritdoc cref="BlackTime"/>
    public TimeSpan? WhiteTime { get; init; }

    /// <value>Added to a clock after each of its owner's moves.</value>
    public TimeSpan Increment { get; init; }

    /// <value>What may be used for each move once the clock shows zero (秒読み).</value>
    public TimeSpan Byoyomi { get; init; }

    /// <value>The time to use for this move.</value>
    public TimeSpan? MoveTime { get; init; }

    public long? Nodes { get; init; }

    /// <value>In plies.</value>
    public int? Depth { get; init; }
}
