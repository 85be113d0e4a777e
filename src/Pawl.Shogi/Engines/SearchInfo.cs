namespace Pawl.Shogi.Engines;

/// <summary>What an engine said about its thinking, from its own view.</summary>
/// <param name="Depth">In plies; 0 when it did not say.</param>
/// <param name="Centipawns">Above 0 when it thinks itself ahead; null when it did not say or sees a mate.</param>
/// <param name="Mate">Plies to mate: above 0 when it gives it, below when it gets it; null when it sees none.</param>
/// <param name="Line">The moves it expects, as it wrote them.</param>
public sealed record SearchInfo(int Depth, int? Centipawns, int? Mate, long Nodes, string Line)
{
    /// <summary>What a mate counts as where scores are compared: beyond any count of pieces.</summary>
    public const int MateCentipawns = 100_000;

    public static SearchInfo None { get; } = new(0, null, null, 0, "");

    /// <value>One number for both kinds of score, or null.</value>
    public int? Score => Mate is { } plies ? (plies > 0 ? MateCentipawns : -MateCentipawns) : Centipawns;
}
