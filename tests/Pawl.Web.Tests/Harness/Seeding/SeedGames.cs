namespace Pawl.Web.Tests.Harness.Seeding;

/// <summary>Shogi to look at.</summary>
internal static class SeedGames
{
    /// <summary>Late in a game: a promoted piece, and something in both hands.</summary>
    public const string Position = "l6nl/5+P1gk/2np1S3/p1p4Pp/3P2Sp1/1PPb2P1P/P5GS1/R8/LN4bKL w GR5pnsg 96";

    /// <summary>Two games, a line each.</summary>
    public const string Usi = """
        startpos moves 7g7f 3c3d 8h2b+ 3a2b B*5e
        sfen 4k4/9/4P4/9/9/9/9/9/4K4 b G 1 moves G*5b
        """;

    /// <summary>A game of 47 moves with times and comments, made up for this: promotions, drops and a full hand.</summary>
    public const string Csa = """
        V2.2
        N+Kestrel 3
        N-Heron 1
        $EVENT:Spring ladder, round 4
        $START_TIME:2026/03/14 10:00:00
        $TIME_LIMIT:00:15+60
        PI
        +
        +7776FU,T3
        -3334FU,T5
        +2726FU,T2
        -8384FU,T8
        +2625FU,T11
        -8485FU,T4
        +6978KI,T60
        -4132KI,T95
        +2524FU,T7
        -2324FU,T12
        +2824HI,T31
        -8586FU,T64
        +8786FU,T122
        '*The trade on the second file opens the game.
        -8286HI,T18
        +2434HI,T305
        -2288UM,T77
        +7988GI,T6
        -8676HI,T41
        +8877GI,T9
        -7674HI,T260
        +3474HI,T14
        -7374FU,T92
        +0082HI,T333
        -0055KA,T610
        '*A bishop that looks at both sides:
        '*it hits the silver and the rook behind it.
        +8288RY,T48
        -5577UM,T21
        +8977KE,T5
        -0028HI,T66
        +3928GI,T12
        -0027FU,T131
        +2827GI,T240
        '*Black keeps the silver on its feet.
        -5142OU,T18
        +0046KA,T95
        -6152KI,T400
        +4613UM,T77
        -2113KE,T10
        +0022FU,T260
        -3222KI,T52
        +8883RY,T130
        -0044KA,T241
        +8382RY,T19
        -4477UM,T35
        +7877KI,T8
        -0065KE,T122
        +7776KI,T95
        -6557NK,T44
        +0021HI,T371
        '*White resigned here.
        %TORYO,T12
        """;
}
