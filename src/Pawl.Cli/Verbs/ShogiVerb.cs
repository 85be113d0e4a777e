using System.CommandLine;

namespace Pawl.Cli.Verbs;

/// <summary><c>pawl shogi …</c>: the game itself, its notations, and an engine.</summary>
internal static class ShogiVerb
{
    public static Command Create() =>
        new("shogi", "Play Shogi, by hand or by engines, and read and write its notations")
        {
            ShogiMatchVerb.Create(),
            ShogiPerftVerb.Create(),
            ShogiShowVerb.Create(),
            ShogiConvertVerb.Create(),
            ShogiPlayVerb.Create(),
            ShogiUsiVerb.Create(),
        };
}
