namespace Pawl.Shogi.Search;

/// <summary>
/// A fixed strength: so many nodes a move and so much chance in the choice. No clock is involved, so that a level is the same yardstick on every machine.
/// Numbers are set by hand, so that neighbours differ clearly; what they come to is measured in docs/shogi-engine.md.
/// </summary>
/// <param name="Number">1, the weakest, to 10.</param>
/// <param name="Nodes">Positions visited for a move.</param>
/// <param name="Softness">Centipawns (<see cref="SearchLimits.Softness"/>).</param>
public sealed record Level(int Number, long Nodes, int Softness)
{
    private const long LeastEntries = 1 << 12;
    private const long MostEntries = 1 << 19;

    public const int Most = 10;

    public static IReadOnlyList<Level> All { get; } =
    [
        new(1, 50, 1200),
        new(2, 120, 700),
        new(3, 300, 400),
        new(4, 800, 240),
        new(5, 2_000, 140),
        new(6, 5_000, 80),
        new(7, 14_000, 40),
        new(8, 45_000, 20),
        new(9, 150_000, 10),
        new(10, 500_000, 0),
    ];

    /// <param name="number">1 to 10.</param>
    public static Level Of(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, Most);
        return All[number - 1];
    }

    /// <summary>The transposition table's size is part of the level: another size could choose another move.</summary>
    internal long TableEntries => Math.Clamp(Nodes * 2, LeastEntries, MostEntries);
}
