namespace Pawl.Cli.Output;

/// <summary><c>pawl shogi perft --json</c>.</summary>
/// <param name="Moves">Leaves below each move, in USI's text; only with <c>--divide</c>.</param>
internal sealed record PerftJson(
    string Sfen,
    int Depth,
    long Leaves,
    double Seconds,
    double LeavesPerSecond,
    IReadOnlyDictionary<string, long>? Moves
);
