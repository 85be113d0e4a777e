using Pawl.Shogi.Notation;

namespace Pawl.Shogi.Matches;

/// <summary>Sets of openings.</summary>
public static class Openings
{
    /// <summary>The name of the set that is built in.</summary>
    public const string BuiltInName = "builtin";

    /// <summary>Random plies after a built-in opening, so that a match of more games than openings has no game twice.</summary>
    public const int BuiltInPlies = 4;

    private static readonly (string Name, string Moves)[] Lines =
    [
        ("Double wing attack", "2g2f 8c8d 2f2e 8d8e 7i7h 4a3b"),
        ("Double wing attack, golds first", "2g2f 8c8d 6i7h 4a3b 3i3h 7a7b"),
        ("Side pawn", "7g7f 3c3d 2g2f 8c8d 2f2e 8d8e 6i7h 4a3b"),
        ("Bishop exchange", "7g7f 8c8d 2g2f 8d8e 8h7g 3c3d 7i8h 4a3b"),
        ("One move lost", "7g7f 3c3d 2g2f 4a3b 6i7h 9c9d 9g9f 7a7b"),
        ("Fortress", "7g7f 8c8d 7i6h 3c3d 6g6f 7a6b 5g5f 5c5d"),
        ("Left wing fortress", "7g7f 8c8d 7i6h 3c3d 6h7g 7a6b 2g2f 3a4b"),
        ("Wild goose", "7g7f 3c3d 6g6f 8c8d 7i6h 7a6b 5g5f 5a4b"),
        ("Fourth file rook", "7g7f 3c3d 6g6f 8c8d 2h6h 7a6b 5i4h 5a4b"),
        ("Fourth file rook by White", "7g7f 3c3d 2g2f 4c4d 3i4h 8b4b 5i6h 5a6b"),
        ("Third file rook", "7g7f 3c3d 7f7e 8c8d 2h7h 8d8e 7i6h 7a6b"),
        ("Third file rook by White", "2g2f 3c3d 7g7f 4c4d 2f2e 2b3c 3i4h 8b3b"),
        ("Central rook", "5g5f 8c8d 7g7f 8d8e 8h7g 5c5d 2h5h 7a6b"),
        ("Central rook by White", "7g7f 3c3d 2g2f 5c5d 2f2e 8b5b 3i4h 5a6b"),
        ("Opposite rook by White", "7g7f 3c3d 2g2f 4c4d 2f2e 2b3c 3i4h 3a4b"),
        ("Two ranging rooks", "7g7f 3c3d 6g6f 3d3e 2h6h 8b3b 3i3h 7a7b"),
    ];

    /// <value>16 beginnings of the common kinds of games, 6 to 8 plies each, in which neither side has gained anything yet.</value>
    public static IReadOnlyList<Opening> BuiltIn { get; } = [.. Lines.Select(line => Opening.Parse(line.Name, line.Moves))];

    /// <summary>Reads a file of openings, one a line as <see cref="Opening.Parse"/> takes them; empty lines and those that begin with <c>#</c> are skipped.</summary>
    /// <exception cref="NotationException">A line cannot be read, or there is none.</exception>
    public static IReadOnlyList<Opening> Read(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var openings = new List<Opening>();
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            var text = line.Trim();
            if (text.Length > 0 && text[0] != '#')
            {
                openings.Add(ReadLine(text, number));
            }
        }

        return openings.Count > 0
            ? openings
            : throw new NotationException("expected openings, one a line as 'startpos moves 7g7f 3c3d' or an SFEN; found none");
    }

    private static Opening ReadLine(string line, int number)
    {
        try
        {
            return Opening.Parse($"line {number}", line);
        }
        catch (NotationException error)
        {
            throw new NotationException(error.Reason, number);
        }
    }
}
