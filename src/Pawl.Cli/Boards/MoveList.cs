using System.Text;
using Pawl.Shogi.Records;
using Pawl.Shogi.Records.Kif;

namespace Pawl.Cli.Boards;

/// <summary>The moves of a game in columns, numbered.</summary>
internal static class MoveList
{
    /// <summary>The widest move, <c>３三成銀成(44)</c> aside, which no rule allows: <c>３三角成(88)</c> takes twelve.</summary>
    private const int JapaneseWidth = 13;
    private const int LettersWidth = 6;
    private const int NumberWidth = 4;

    /// <param name="ply">The move that led to the position shown, marked with an angle bracket.</param>
    /// <param name="width">Columns to stay within.</param>
    public static void Write(TextWriter output, GameRecord record, int ply, bool letters, int width)
    {
        var moveWidth = letters ? LettersWidth : JapaneseWidth;
        var perLine = Math.Max(1, width / (NumberWidth + 1 + moveWidth));
        var line = new StringBuilder();
        foreach (var (number, text) in Texts(record, letters))
        {
            line.Append(number == ply ? '>' : ' ').Append($"{number, NumberWidth - 1} ").Append(text);
            if (number % perLine == 0)
            {
                output.WriteLine(line);
                line.Clear();
            }
            else
            {
                line.Append(' ', Math.Max(1, moveWidth - WidthOf(text)));
            }
        }

        if (line.Length > 0)
        {
            output.WriteLine(line.ToString().TrimEnd());
        }
    }

    /// <returns>Each move with its number from 1, as KIF or USI writes it.</returns>
    public static IEnumerable<(int Number, string Text)> Texts(GameRecord record, bool letters)
    {
        var position = record.Start();
        for (var index = 0; index < record.Moves.Count; index++)
        {
            var move = record.Moves[index];
            yield return (index + 1, letters ? move.Move.ToString() : KifMoves.Write(position, move.Move));
            if (!move.IsIllegal)
            {
                position.Do(move.Move);
            }
        }
    }

    /// <returns>Columns of a terminal: two for each Japanese character.</returns>
    private static int WidthOf(string text) => text.Sum(character => character < 0x1100 ? 1 : 2);
}
