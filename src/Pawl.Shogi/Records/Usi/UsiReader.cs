using Pawl.Shogi.Board;
using Pawl.Shogi.Moves;
using Pawl.Shogi.Notation;
using Pawl.Shogi.Records.Text;

namespace Pawl.Shogi.Records.Usi;

/// <summary>
/// Reads games of one line each, as <c>startpos moves 7g7f 3c3d</c>, <c>sfen … moves …</c> or USI's whole command <c>position …</c>, and positions alone as SFEN.
/// Lines that begin with # are comments; <c>resign</c> and <c>win</c> may end a game.
/// </summary>
internal static class UsiReader
{
    /// <returns>At least one game.</returns>
    /// <exception cref="NotationException">With the line and the reason.</exception>
    public static List<GameRecord> Read(ReadOnlySpan<char> text, RecordLimits limits)
    {
        var games = new List<GameRecord>();
        var lines = new TextLines(text);
        while (lines.Read())
        {
            var line = lines.Current.Trim();
            if (line is [] or ['#', ..])
            {
                continue;
            }

            if (games.Count >= limits.Games)
            {
                throw new NotationException($"expected at most {limits.Games} games", lines.Number);
            }

            games.Add(ReadGame(line, lines.Number, limits));
        }

        return games.Count > 0
            ? games
            : throw new NotationException(
                "expected a game as startpos moves … or a position as SFEN, got neither",
                Math.Max(lines.Number, 1)
            );
    }

    private static GameRecord ReadGame(ReadOnlySpan<char> text, int line, RecordLimits limits)
    {
        var rest = text;
        var isCommand = TakeWord(ref rest) is "position";
        if (!isCommand)
        {
            rest = text;
        }

        var game = new RecordBuilder(TakeStart(ref rest, line), limits);
        if (!rest.IsEmpty && TakeWord(ref rest) is not "moves")
        {
            throw new NotationException("expected the word moves after the position", line);
        }

        while (!rest.IsEmpty)
        {
            var word = TakeWord(ref rest);
            if (word is "resign" or "win")
            {
                game.End(word is "win" ? EndMark.EnteringKing : EndMark.Resignation, line);
                continue;
            }

            if (!Move.TryParse(word, out var move))
            {
                throw new NotationException($"expected a move such as 7g7f, 2b3a+ or P*5e, got '{Characters.Shown(word)}'", line);
            }

            game.Add(move, line);
        }

        return game.Build(new DraftHeader(), line);
    }

    private static Position TakeStart(ref ReadOnlySpan<char> text, int line)
    {
        var rest = text;
        if (TakeWord(ref rest) is "startpos")
        {
            text = rest;
            return Position.Start();
        }

        var moves = text.IndexOf(" moves", StringComparison.Ordinal);
        var sfen = moves < 0 ? text : text[..moves];
        text = moves < 0 ? [] : text[moves..].TrimStart();
        return Sfen.TryParse(sfen.ToString(), out var position, out var reason) ? position! : throw new NotationException(reason!, line);
    }

    private static ReadOnlySpan<char> TakeWord(ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny(" \t");
        var word = end < 0 ? text : text[..end];
        text = end < 0 ? [] : text[end..].TrimStart();
        return word;
    }
}
