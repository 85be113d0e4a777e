namespace Pawl.Benchmarks.Shogi;

/// <summary>A tree of legal moves whose size is known.</summary>
/// <param name="Work">Its name in tables.</param>
/// <param name="Leaves">As programs that agree with each other have published; a count that differs is a fault, not a measurement.</param>
internal sealed record PerftCase(string Work, string Sfen, int Depth, long Leaves)
{
    private const string StartPosition = Pawl.Shogi.Notation.Sfen.Start;
    private const string Drops = "l6nl/5+P1gk/2np1S3/p1p4Pp/3P2Sp1/1PPb2P1P/P5GS1/R8/LN4bKL w RGgsn5p 1";

    public static IReadOnlyList<PerftCase> All { get; } =
    [
        new("perft-start-6", StartPosition, 6, 547_581_517),
        new("perft-drops-4", Drops, 4, 516_925_165),
        new("perft-most-moves-3", "R8/2K1S1SSk/4B4/9/9/9/9/9/1L1L1L3 b RBGSNLP3g3n17p 1", 3, 53_393_368),
    ];

    /// <summary>Smaller ones, for moves that are listed one by one.</summary>
    public static IReadOnlyList<PerftCase> Listed { get; } =
    [new("perft-start-5, listed", StartPosition, 5, 19_861_490), new("perft-drops-3, listed", Drops, 3, 4_809_015)];
}
