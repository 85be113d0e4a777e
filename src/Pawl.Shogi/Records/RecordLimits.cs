namespace Pawl.Shogi.Records;

/// <summary>Bounds on what a reader takes in, so that a hostile file costs little.</summary>
public sealed record RecordLimits
{
    public static RecordLimits Default { get; } = new();

    /// <value>Bytes of a file; 64 MiB unless set, room for some 30,000 games.</value>
    public int Size { get; init; } = 64 << 20;

    /// <value>Games of a file; 100,000 unless set.</value>
    public int Games { get; init; } = 100_000;

    /// <value>Moves of one game, its variations included; 100,000 unless set: the longest line of play may have 10,000.</value>
    public int Moves { get; init; } = 100_000;

    /// <summary>Moves from the start to the end of one line; the longest game on record has a few hundred.</summary>
    internal const int LongestLine = 10_000;

    /// <summary>Variations of a game: going back for each costs up to <see cref="LongestLine"/> moves.</summary>
    internal const int MostVariations = 10_000;

    /// <summary>Variations within variations; people write two or three.</summary>
    internal const int DeepestVariation = 64;
}
