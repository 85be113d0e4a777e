namespace Pawl.Shogi.Records.Text;

/// <summary>Digits and spaces as Japanese text has them: half width, full width, and digits as numerals.</summary>
internal static class Characters
{
    private const string Numerals = "〇一二三四五六七八九";

    /// <returns>0 to 9 for <c>3</c> and <c>３</c>, else -1.</returns>
    public static int Digit(char character) =>
        character switch
        {
            >= '0' and <= '9' => character - '0',
            >= '０' and <= '９' => character - '０',
            _ => -1,
        };

    /// <returns>1 to 9 for <c>3</c>, <c>３</c> and <c>三</c>, else -1.</returns>
    public static int DigitOrNumeral(char character)
    {
        var digit = Digit(character);
        if (digit < 0)
        {
            digit = Numerals.IndexOf(character, StringComparison.Ordinal);
        }

        return digit >= 1 ? digit : -1;
    }

    /// <param name="number">1 to 9.</param>
    public static char Numeral(int number) => Numerals[number];

    /// <param name="number">0 to 9.</param>
    public static char FullWidth(int number) => (char)('０' + number);

    public static bool IsSpace(char character) => character is ' ' or '\t' or '　';

    /// <summary>Takes leading digits of any width off a text.</summary>
    /// <returns>The number, or -1 when the text begins with no digit or the number is above 999,999.</returns>
    public static int TakeNumber(ref ReadOnlySpan<char> text)
    {
        var (number, count) = (0, 0);
        while (count < text.Length && Digit(text[count]) is >= 0 and var digit)
        {
            number = (number * 10) + digit;
            if (++count > 6)
            {
                return -1;
            }
        }

        text = text[count..];
        return count == 0 ? -1 : number;
    }

    /// <summary>How a text that was not understood is shown in an error: short, in one line, without control characters.</summary>
    public static string Shown(ReadOnlySpan<char> text)
    {
        const int Longest = 40;
        Span<char> shown = stackalloc char[Longest];
        var count = Math.Min(text.Length, Longest);
        for (var index = 0; index < count; index++)
        {
            shown[index] = char.IsControl(text[index]) ? '?' : text[index];
        }

        return text.Length > Longest ? $"{shown[..count]}…" : shown[..count].ToString();
    }

    /// <returns>Columns of a terminal or an editor the text takes: two for a character of full width.</returns>
    public static int Width(ReadOnlySpan<char> text)
    {
        var width = 0;
        foreach (var character in text)
        {
            width += character < 0x1100 ? 1 : 2;
        }

        return width;
    }
}
