using Pawl.Shogi.Notation;

namespace Pawl.Shogi.Search;

/// <summary>
/// Counts the nodes of searches of fixed positions to a fixed depth: the same number on every machine, and another one as soon as anything about the search or
/// the evaluation changes.
/// </summary>
public static class SearchFingerprint
{
    private const int Megabytes = 16;

    /// <summary>The start, positions of the engine's own games from opening to endgame, and one with many pieces in hand.</summary>
    public static IReadOnlyList<string> Positions { get; } =
    [
        Sfen.Start,
        "lnsgk1snl/6gr1/pppp1B1pp/4ppp2/5b3/2P6/PP1PPPPPP/1R7/LNSGKGSNL b - 17",
        "lnsgk1s1l/7r1/1pppbgn1p/p3p1pp1/9/1PP1Pp3/P2PB1PPP/R2S1S2L/LN1GKG1N1 b p 35",
        "lngk4l/3ssg1r1/1ppp2n1p/6pp1/pN2b4/1PP3P2/PR1PB1NPP/3S2S1L/L2GKG3 b 2P2p 57",
        "3skg3/3g4l/2pps1n2/7pp/+R2L2p2/1P+b4PP/3PGPP1R/5S1+bL/1NG1K2+s1 b 2N6Plp 77",
        "lngkg4/2n6/1Bppl1b2/6pp1/pp7/1P4P2/P6PP/3SP1S1L/3GKG3 b RS2Nrsl6p 117",
        "3s1g3/3g1k2+B/3p2n2/+R1p4pp/6p2/1PL4PP/1GN+B1PP1L/2K1+ls3/2G2+rs+s1 b L6P2n2p 141",
        "l6nl/5+P1gk/2np1S3/p1p4Pp/3P2Sp1/1PPb2P1P/P5GS1/R8/LN4bKL w RGgsn5p 1",
    ];

    /// <param name="depth">Plies, for each position.</param>
    /// <returns>Nodes of all positions together.</returns>
    public static long Count(int depth)
    {
        var searcher = new Searcher(Megabytes);
        var nodes = 0L;
        foreach (var sfen in Positions)
        {
            searcher.Forget();
            nodes += searcher.Search(Sfen.Parse(sfen), new SearchLimits { Depth = depth }, new SearchClock(TimeProvider.System)).Nodes;
        }

        return nodes;
    }
}
