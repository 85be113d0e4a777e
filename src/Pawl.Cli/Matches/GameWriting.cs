using Pawl.Shogi.Matches;
using Pawl.Shogi.Notation;

namespace Pawl.Cli.Matches;

/// <summary>A game of a match as the text of a record.</summary>
internal static class GameWriting
{
    /// <value>The first is the one meant when none is named. Each is the file's extension too.</value>
    public static IReadOnlyList<string> Formats { get; } = ["usi"];

    public static string Write(PlayedGame game)
    {
        var opening = game.Pairing.Opening;
        var start = opening.Start == Sfen.Start ? "startpos" : $"sfen {opening.Start}";
        return $"{start} moves {string.Join(' ', game.Moves.Select(move => move.Move))}\n";
    }
}
